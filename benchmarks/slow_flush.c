/* A disk whose flush takes as long as SLOW_FLUSH_US says: preloaded, it waits so long before each fsync and fdatasync. */

#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdlib.h>
#include <time.h>

typedef int (*flush)(int);

static void wait_a_flush(void) {
    const char *given = getenv("SLOW_FLUSH_US");
    long us = given ? atol(given) : 0;
    struct timespec rest = {us / 1000000, us % 1000000 * 1000};
    nanosleep(&rest, NULL);
}

int fsync(int file) {
    wait_a_flush();
    return ((flush)dlsym(RTLD_NEXT, "fsync"))(file);
}

int fdatasync(int file) {
    wait_a_flush();
    return ((flush)dlsym(RTLD_NEXT, "fdatasync"))(file);
}
