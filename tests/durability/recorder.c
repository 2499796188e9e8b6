/* Stands between a process and the files below one folder: writes down, in true order, everything that
 * is done to them, and can make calls fail as a full, broken or locked disk does.
 *
 * Loaded with LD_PRELOAD into the program as it is shipped. Each call is made and recorded under one
 * lock, with its data, so that the log can be played back up to any point. See disk.py.
 *
 *   POWER_ROOT  the folder, an absolute path without links; it exists
 *   POWER_LOG   the log; without one nothing is recorded
 *
 * A test arranges trouble by calling fail_calls and shift_clock in the process itself. See failing.py.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

enum { CREATE = 1, MKDIR, WRITE, TRUNCATE, SYNC, RENAME, UNLINK, RMDIR, MARK, LINK };
enum { LONGEST = 4096 };

struct __attribute__((packed)) head {
    uint32_t kind;
    uint64_t ns, inode;
    int64_t offset;
    uint32_t first, second; /* bytes that follow: a path or data, another path */
};

static pthread_mutex_t one = PTHREAD_MUTEX_INITIALIZER;
static char root[LONGEST];
static size_t root_length;
static int log_fd = -1;

/* Trouble ----------------------------------------------------------------------------------------- */

enum { WRITING = 1, SYNCING = 2, NAMING = 4, OPENING = 8 };
static long fails_from, fails_count, calls;
static int fails_with, fails_kinds;

/* From now on the calls of some kinds are counted; `count` of them fail, from the `first` on, 1 being the
 * next; all that follow where `count` is negative. */
void fail_calls(int kinds, long first, long count, int error) {
    pthread_mutex_lock(&one);
    fails_kinds = kinds;
    fails_from = first;
    fails_count = count;
    fails_with = error;
    calls = 0;
    pthread_mutex_unlock(&one);
}

long calls_made(void) { return calls; }

/* Whether this call below the folder has to fail; errno is set then. */
static int fails(int kind) {
    if (!(fails_kinds & kind)) return 0;
    long number = __sync_add_and_fetch(&calls, 1);
    int now = number >= fails_from && (fails_count < 0 || number < fails_from + fails_count);
    if (now) errno = fails_with;
    return now;
}

static long clock_shift_s;
void shift_clock(long seconds) { clock_shift_s = seconds; }

int clock_gettime(clockid_t clock, struct timespec *now) {
    int done = syscall(SYS_clock_gettime, clock, now);
    if (!done && clock == CLOCK_REALTIME) now->tv_sec += clock_shift_s;
    return done;
}
int gettimeofday(struct timeval *restrict now, void *restrict zone) {
    int done = syscall(SYS_gettimeofday, now, zone);
    if (!done) now->tv_sec += clock_shift_s;
    return done;
}
time_t time(time_t *at) {
    struct timeval now;
    gettimeofday(&now, NULL);
    if (at) *at = now.tv_sec;
    return now.tv_sec;
}

/* Recording --------------------------------------------------------------------------------------- */

static void put(uint32_t kind, uint64_t inode, int64_t offset, const void *first, size_t first_length,
                const char *second) {
    if (log_fd < 0) return;
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    struct head head = {kind, now.tv_sec * 1000000000ull + now.tv_nsec, inode, offset,
                        first_length, second ? strlen(second) : 0};
    struct iovec parts[3] = {{&head, sizeof head},
                             {(void *)first, first_length},
                             {(void *)second, head.second}};
    size_t wanted = sizeof head + first_length + head.second;
    if (syscall(SYS_writev, log_fd, parts, 3) != (long)wanted) abort(); /* half a log proves nothing */
}

static void put_path(uint32_t kind, uint64_t inode, const char *path) {
    put(kind, inode, 0, path, strlen(path), NULL);
}

__attribute__((constructor)) static void begin(void) {
    const char *folder = getenv("POWER_ROOT"), *log = getenv("POWER_LOG");
    struct stat found;
    if (!folder || stat(folder, &found)) return;
    snprintf(root, sizeof root, "%s", folder);
    root_length = strlen(root);
    unsetenv("LD_PRELOAD"); /* programs it starts are not recorded */
    if (!log) return;
    int opened = syscall(SYS_openat, AT_FDCWD, log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    log_fd = fcntl(opened, F_DUPFD_CLOEXEC, 900);
    syscall(SYS_close, opened);
    put_path(MKDIR, found.st_ino, root);
}

static int below(const char *path) {
    return root_length && !strncmp(path, root, root_length) &&
           (path[root_length] == '/' || path[root_length] == 0);
}

/* The absolute path of a name; 0 where it is not below the folder. */
static int resolve(int folder, const char *name, char *path) {
    if (!root_length) return 0;
    if (name[0] == '/') {
        snprintf(path, LONGEST, "%s", name);
    } else {
        char link[64], start[LONGEST];
        if (folder == AT_FDCWD) snprintf(link, sizeof link, "/proc/self/cwd");
        else snprintf(link, sizeof link, "/proc/self/fd/%d", folder);
        ssize_t length = readlink(link, start, sizeof start - 1);
        if (length < 0) return 0;
        start[length] = 0;
        if (snprintf(path, LONGEST, "%s/%s", start, name) >= LONGEST) return 0;
    }
    return below(path);
}

/* The inode of an open file below the folder, or 0. */
static uint64_t ours(int fd) {
    char link[64], path[LONGEST];
    struct stat found;
    if (!root_length) return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length < 0) return 0;
    path[length] = 0;
    if (!below(path) || fstat(fd, &found)) return 0;
    return found.st_ino;
}

static uint64_t inode_of(const char *path) {
    struct stat found;
    return lstat(path, &found) ? 0 : found.st_ino;
}

/* The name of each file that was made. Some libraries (Rust's) ask the kernel for a new name past the
 * C library; that is noticed here when the file is next opened under it. */
static struct known { uint64_t inode; char *path; } *names;
static size_t count;

static void learn(uint64_t inode, const char *path) {
    size_t at = 0;
    while (at < count && names[at].inode != inode) at++;
    if (at == count) {
        names = realloc(names, ++count * sizeof *names);
        if (!names) abort();
        names[at].path = NULL;
    }
    free(names[at].path);
    names[at] = (struct known){inode, strdup(path)};
}

/* A file that is gone: its inode may soon be another one's. */
static void forget(const char *path) {
    for (size_t at = 0; at < count; at++)
        if (!strcmp(names[at].path, path)) names[at].inode = 0;
}

/* Follows the files of a folder, or one file, to a new name. */
static void follow(const char *from, const char *to) {
    size_t length = strlen(from);
    char path[2 * LONGEST];
    forget(to);
    for (size_t at = 0; at < count; at++) {
        char *old = names[at].path;
        if (strncmp(old, from, length) || (old[length] && old[length] != '/')) continue;
        snprintf(path, sizeof path, "%s%s", to, old + length);
        names[at].path = strdup(path);
        free(old);
    }
}

static void notice_new_name(uint64_t inode, const char *path) {
    for (size_t at = 0; at < count; at++)
        if (names[at].inode == inode && strcmp(names[at].path, path) && !inode_of(names[at].path)) {
            put(RENAME, 0, 0, names[at].path, strlen(names[at].path), path);
            forget(path);
            learn(inode, path);
        }
}

static int opened(int folder, const char *name, int flags, mode_t mode) {
    char path[LONGEST];
    if (!resolve(folder, name, path)) return syscall(SYS_openat, folder, name, flags, mode);
    pthread_mutex_lock(&one);
    uint64_t before = inode_of(path);
    if (before) notice_new_name(before, path);
    int changing = (flags & O_ACCMODE) != O_RDONLY;
    if ((changing && fails(OPENING)) || (!before && (flags & O_CREAT) && fails(NAMING))) {
        pthread_mutex_unlock(&one);
        return -1;
    }
    int fd = syscall(SYS_openat, folder, name, flags, mode);
    int kept = errno;
    if (fd >= 0 && !before && (flags & O_CREAT)) {
        put_path(CREATE, inode_of(path), path);
        learn(inode_of(path), path);
    }
    else if (fd >= 0 && (flags & O_TRUNC)) put(TRUNCATE, before, 0, NULL, 0, NULL);
    pthread_mutex_unlock(&one);
    errno = kept;
    return fd;
}

#define OPEN(name)                                                                                  \
    int name(const char *path, int flags, ...) {                                                    \
        va_list more;                                                                               \
        va_start(more, flags);                                                                      \
        mode_t mode = flags & O_CREAT ? va_arg(more, mode_t) : 0;                                   \
        va_end(more);                                                                               \
        return opened(AT_FDCWD, path, flags, mode);                                                 \
    }
OPEN(open)
OPEN(open64)
#define OPENAT(name)                                                                                \
    int name(int folder, const char *path, int flags, ...) {                                        \
        va_list more;                                                                               \
        va_start(more, flags);                                                                      \
        mode_t mode = flags & O_CREAT ? va_arg(more, mode_t) : 0;                                   \
        va_end(more);                                                                               \
        return opened(folder, path, flags, mode);                                                   \
    }
OPENAT(openat)
OPENAT(openat64)
int creat(const char *path, mode_t mode) {
    return opened(AT_FDCWD, path, O_CREAT | O_WRONLY | O_TRUNC, mode);
}
int creat64(const char *path, mode_t mode) { return creat(path, mode); }

/* Where a write without a place will go. */
static int64_t place(int fd) {
    struct stat found;
    int flags = fcntl(fd, F_GETFL);
    if (flags >= 0 && (flags & O_APPEND) && !fstat(fd, &found)) return found.st_size;
    return lseek(fd, 0, SEEK_CUR);
}

#define RECORDED(kind, call, record)                                                                \
    pthread_mutex_lock(&one);                                                                       \
    __typeof__(call) done = fails(kind) ? -1 : call;                                                \
    int kept = errno;                                                                               \
    if (done >= 0) record;                                                                          \
    pthread_mutex_unlock(&one);                                                                     \
    errno = kept;                                                                                   \
    return done;

ssize_t write(int fd, const void *data, size_t size) {
    if (fd == 1 && log_fd >= 0) { /* what it says on its output is a promise */
        RECORDED(0, syscall(SYS_write, fd, data, size), put(MARK, 0, 0, data, done, NULL))
    }
    uint64_t inode = ours(fd);
    if (!inode) return syscall(SYS_write, fd, data, size);
    int64_t offset = place(fd);
    RECORDED(WRITING, syscall(SYS_write, fd, data, size), put(WRITE, inode, offset, data, done, NULL))
}

ssize_t pwrite(int fd, const void *data, size_t size, off_t offset) {
    uint64_t inode = ours(fd);
    if (!inode) return syscall(SYS_pwrite64, fd, data, size, offset);
    RECORDED(WRITING, syscall(SYS_pwrite64, fd, data, size, offset),
             put(WRITE, inode, offset, data, done, NULL))
}
ssize_t pwrite64(int fd, const void *data, size_t size, off64_t offset) {
    return pwrite(fd, data, size, offset);
}

/* Records a piece of a file as it is now: for calls whose data never pass through the program. */
static void put_range(int fd, uint64_t inode, int64_t offset, ssize_t size) {
    char link[64], data[65536];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    int again = syscall(SYS_openat, AT_FDCWD, link, O_RDONLY | O_CLOEXEC, 0);
    if (again < 0) abort();
    while (size > 0) {
        ssize_t got = pread(again, data, size < (ssize_t)sizeof data ? size : (ssize_t)sizeof data, offset);
        if (got <= 0) abort();
        put(WRITE, inode, offset, data, got, NULL);
        offset += got;
        size -= got;
    }
    syscall(SYS_close, again);
}

ssize_t writev(int fd, const struct iovec *parts, int count) {
    uint64_t inode = ours(fd);
    if (!inode) return syscall(SYS_writev, fd, parts, count);
    int64_t offset = place(fd);
    RECORDED(WRITING, syscall(SYS_writev, fd, parts, count), put_range(fd, inode, offset, done))
}

ssize_t sendfile(int out, int in, off_t *from, size_t size) {
    uint64_t inode = ours(out);
    if (!inode) return syscall(SYS_sendfile, out, in, from, size);
    int64_t offset = place(out);
    RECORDED(WRITING, syscall(SYS_sendfile, out, in, from, size), put_range(out, inode, offset, done))
}
ssize_t sendfile64(int out, int in, off64_t *from, size_t size) {
    return sendfile(out, in, from, size);
}

ssize_t copy_file_range(int in, off64_t *from, int out, off64_t *to, size_t size, unsigned flags) {
    uint64_t inode = ours(out);
    if (!inode) return syscall(SYS_copy_file_range, in, from, out, to, size, flags);
    int64_t offset = to ? *to : place(out);
    RECORDED(WRITING, syscall(SYS_copy_file_range, in, from, out, to, size, flags),
             put_range(out, inode, offset, done))
}

int ftruncate(int fd, off_t size) {
    uint64_t inode = ours(fd);
    if (!inode) return syscall(SYS_ftruncate, fd, size);
    RECORDED(WRITING, (int)syscall(SYS_ftruncate, fd, size), put(TRUNCATE, inode, size, NULL, 0, NULL))
}
int ftruncate64(int fd, off64_t size) { return ftruncate(fd, size); }

int fsync(int fd) {
    uint64_t inode = ours(fd);
    if (!inode) return syscall(SYS_fsync, fd);
    RECORDED(SYNCING, (int)syscall(SYS_fsync, fd), put(SYNC, inode, 0, NULL, 0, NULL))
}
int fdatasync(int fd) {
    uint64_t inode = ours(fd);
    if (!inode) return syscall(SYS_fdatasync, fd);
    RECORDED(SYNCING, (int)syscall(SYS_fdatasync, fd), put(SYNC, inode, 0, NULL, 0, NULL))
}

static int renamed(int from_folder, const char *from, int to_folder, const char *to, unsigned flags) {
    char first[LONGEST], second[LONGEST];
    int known = resolve(from_folder, from, first) & resolve(to_folder, to, second);
    if (!known) return syscall(SYS_renameat2, from_folder, from, to_folder, to, flags);
    RECORDED(NAMING, (int)syscall(SYS_renameat2, from_folder, from, to_folder, to, flags),
             (put(RENAME, 0, 0, first, strlen(first), second), follow(first, second)))
}
int rename(const char *from, const char *to) { return renamed(AT_FDCWD, from, AT_FDCWD, to, 0); }
int renameat(int a, const char *from, int b, const char *to) { return renamed(a, from, b, to, 0); }
int renameat2(int a, const char *from, int b, const char *to, unsigned flags) {
    return renamed(a, from, b, to, flags);
}

static int removed(int folder, const char *name, int flags) {
    char path[LONGEST];
    if (!resolve(folder, name, path)) return syscall(SYS_unlinkat, folder, name, flags);
    RECORDED(0, (int)syscall(SYS_unlinkat, folder, name, flags),
             (put_path(flags & AT_REMOVEDIR ? RMDIR : UNLINK, 0, path), forget(path)))
}
int unlink(const char *path) { return removed(AT_FDCWD, path, 0); }
int rmdir(const char *path) { return removed(AT_FDCWD, path, AT_REMOVEDIR); }
int unlinkat(int folder, const char *path, int flags) { return removed(folder, path, flags); }

static int made(int folder, const char *name, mode_t mode) {
    char path[LONGEST];
    if (!resolve(folder, name, path)) return syscall(SYS_mkdirat, folder, name, mode);
    RECORDED(NAMING, (int)syscall(SYS_mkdirat, folder, name, mode), put_path(MKDIR, inode_of(path), path))
}
int mkdir(const char *path, mode_t mode) { return made(AT_FDCWD, path, mode); }
int mkdirat(int folder, const char *path, mode_t mode) { return made(folder, path, mode); }

int linkat(int a, const char *from, int b, const char *to, int flags) {
    char first[LONGEST], second[LONGEST];
    int known = resolve(a, from, first) & resolve(b, to, second);
    if (!known) return syscall(SYS_linkat, a, from, b, to, flags);
    RECORDED(NAMING, (int)syscall(SYS_linkat, a, from, b, to, flags),
             put(LINK, 0, 0, first, strlen(first), second))
}
int link(const char *from, const char *to) { return linkat(AT_FDCWD, from, AT_FDCWD, to, 0); }

int faccessat(int folder, const char *name, int mode, int flags) {
    char path[LONGEST];
    if ((mode & W_OK) && resolve(folder, name, path) && fails(OPENING)) return -1;
    return syscall(SYS_faccessat2, folder, name, mode, flags);
}
int access(const char *path, int mode) { return faccessat(AT_FDCWD, path, mode, 0); }
