/**
 * The joint text: statements, parts, paragraphs, the amendments to them.
 *
 * @import {Store} from "../store.js"
 * @import {Amendment, Paragraph, Part, Statement} from "../types.js"
 */

import { bracketsIn } from "../brackets.js";
import { t } from "../i18n.js";
import { atIssue, openQuestions } from "./questions.js";
import { underSilence } from "./silence.js";

/** All statements, the newest last. @param {Store} store */
export const statements = (store) =>
  store
    .all("statement")
    .slice()
    .sort((a, b) => a.id - b.id);

/**
 * The statement on the page: the one chosen, or else the newest. It stays when it is adopted: nobody's page jumps.
 * @param {Store} store
 * @param {number | null} [chosen]
 */
export const statement = (store, chosen = null) => store.get("statement", chosen) ?? statements(store).at(-1);

/** The parts of a statement, in order. @param {Store} store @param {Statement | undefined} of */
export const parts = (store, of) => (of ? inOrder(store.where("part", "statement", of.id)) : []);

/** The paragraphs of a part, in order. @param {Store} store @param {Part} part */
export const paragraphs = (store, part) => inOrder(store.where("paragraph", "part", part.id));

/**
 * Whether a statement stands still because a question on it, or on anything in it, is open, or it is under silence.
 * @param {Store} store
 * @param {number} statementId
 */
export const standsStill = (store, statementId) =>
  underSilence(store, statementId) || openQuestions(store).some((question) => {
    const { about } = atIssue(store, question);
    if (!about) return false;
    return about.type === "statement" ? about.id === statementId : store.get(about.type, about.id)?.statement === statementId;
  });

/** How many brackets are left in a statement. @param {Store} store @param {Statement} of */
export const bracketsLeft = (store, of) =>
  store.where("paragraph", "statement", of.id).reduce((sum, one) => sum + bracketsIn(one.text), 0);

/** Where a paragraph stands: "part 3, paragraph 2". @param {Store} store @param {Paragraph} paragraph */
export function place(store, paragraph) {
  const part = store.get("part", paragraph.part);
  return t("part %(part)s, paragraph %(paragraph)s", { part: part?.position ?? "?", paragraph: paragraph.position });
}

/** What an amendment does, in words. @param {Store} store @param {Amendment} amendment */
export function does(store, amendment) {
  const paragraph = store.get("paragraph", amendment.paragraph);
  const part = store.get("part", amendment.part)?.position ?? "?";
  const facts = { label: amendment.label, part, paragraph: paragraph?.position ?? "?" };
  if (amendment.parent) return t("%(label)s amends %(parent)s", { ...facts, parent: store.get("amendment", amendment.parent)?.label ?? "?" });
  switch (amendment.kind) {
    case "move":
      return t("%(label)s moves part %(part)s, paragraph %(paragraph)s %(where)s", { ...facts, where: whereTo(store, amendment) });
    case "replace":
      return t("%(label)s changes part %(part)s, paragraph %(paragraph)s", facts);
    case "delete":
      return t("%(label)s deletes part %(part)s, paragraph %(paragraph)s", facts);
    default:
      return paragraph
        ? t("%(label)s adds a paragraph after part %(part)s, paragraph %(paragraph)s", facts)
        : t("%(label)s adds a paragraph at the start of part %(part)s", facts);
  }
}

/** Where a move leads: "after part 3, paragraph 2". @param {Store} store @param {Amendment} amendment */
export function whereTo(store, amendment) {
  const after = store.get("paragraph", amendment.to_after);
  return after
    ? t("to after %(place)s", { place: place(store, after) })
    : t("to the start of part %(part)s", { part: store.get("part", amendment.to_part)?.position ?? "?" });
}

/** @param {Amendment["state"]} state */
export function amendmentState(state) {
  switch (state) {
    case "tabled":
      return t("tabled");
    case "redraft":
      return t("to be redrafted");
    case "adopted":
      return t("adopted");
    case "rejected":
      return t("rejected");
    case "withdrawn":
      return t("withdrawn");
    case "fallen":
      return t("fallen");
    default:
      return state;
  }
}

/** @param {Statement["stage"]} stage */
export function stageName(stage) {
  switch (stage) {
    case "drafting":
      return t("Drafting");
    case "negotiation":
      return t("Negotiation");
    case "final":
      return t("Final");
    case "adopted":
      return t("Adopted");
    default:
      return stage;
  }
}

/** How far a paragraph is agreed. @param {Paragraph} paragraph */
export function stateName(paragraph) {
  switch (paragraph.state) {
    case "agreed":
      return t("agreed");
    case "ad_referendum":
      return t("agreed ad referendum");
    default:
      return bracketsIn(paragraph.text) ? t("in brackets") : t("open");
  }
}

/** Whether a paragraph is closed, for it is agreed, be it ad referendum. @param {Paragraph} paragraph */
export const isAgreed = (paragraph) => paragraph.state !== "open";

/** Whether a decision could still agree a paragraph by itself. @param {Statement} of @param {Paragraph} paragraph */
export const mayBeAgreed = (of, paragraph) =>
  (of.stage === "drafting" || of.stage === "negotiation") && (paragraph.state === "open" || (paragraph.state === "ad_referendum" && !of.single_undertaking));

/** @template {{position: number, id: number}} T @param {readonly T[]} things */
const inOrder = (things) => things.slice().sort((a, b) => a.position - b.position || a.id - b.id);
