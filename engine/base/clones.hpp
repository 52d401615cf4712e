#pragma once

/// In front of a function whose loops gain from wider instructions: the compiler makes it once for the
/// baseline and once for each wider machine, and the program picks when it starts. Under sanitizers and
/// elsewhere than on x86-64 the function stands as written, and WEIR_HAS_CLONES is not defined.
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && !defined(__SANITIZE_ADDRESS__) && \
    !defined(__SANITIZE_THREAD__)
#define WEIR_HAS_CLONES
#define WEIR_CLONES __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define WEIR_CLONES
#endif
