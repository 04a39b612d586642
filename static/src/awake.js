/** A screen that is only looked at must not go dark: ask the browser to keep it on, again whenever the page is back. */
export function stayAwake() {
  const ask = () => {
    if (!document.hidden) navigator.wakeLock?.request("screen").catch(() => {}); // where it is refused, the screen's own settings hold
  };
  document.addEventListener("visibilitychange", ask);
  ask();
}
