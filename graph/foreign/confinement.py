"""What a worker may do to the machine: compute, and speak on the sockets it already has.

On Linux the kernel sees to it: a seccomp filter (seccomp(2), filter mode) answers every call that
makes or connects a socket or starts a program with ``EPERM``. Files cannot grow. Elsewhere, and
beside it, the guard of ``graph.foreign.text`` keeps texts that reach out from the engine.
"""

import ctypes
import os
import resource
import signal
import struct
import sys
from contextlib import suppress
from pathlib import Path
from platform import machine

PR_SET_PDEATHSIG, PR_SET_NO_NEW_PRIVS = 1, 38
SET_MODE_FILTER, SPEC_ALLOW = 1, 1 << 2
"""The flag keeps speculative execution: a worker holds nothing that others must not see."""
ALLOW, REFUSE = 0x7FFF0000, 0x00050000 | 1  # SECCOMP_RET_ALLOW; SECCOMP_RET_ERRNO with EPERM
LOAD, EQUAL, RETURN = 0x20, 0x15, 0x06  # BPF_LD|W|ABS, BPF_JMP|JEQ|K, BPF_RET|K
NUMBER_AT, MACHINE_AT = 0, 4  # offsets in struct seccomp_data
# Audit number of the machine, its number of seccomp, and of socket, connect, bind, listen, accept,
# accept4, sendmmsg, ptrace, execve, execveat, io_uring_setup, process_vm_readv, process_vm_writev.
CALLS = {
    "x86_64": (0xC000003E, 317, (41, 42, 49, 50, 43, 288, 307, 101, 59, 322, 425, 310, 311)),
    "aarch64": (0xC00000B7, 277, (198, 203, 200, 201, 202, 242, 269, 117, 221, 281, 425, 270, 271)),
}
X32 = 0x40000000  # the same calls of x86_64 by another door


def confine(memory: int) -> bool:
    """Take from this process what it must not do; return whether the kernel keeps it offline.

    ``memory`` is how many bytes it may need beyond what it has. It ends when its parent does.
    """
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    if sys.platform != "linux":
        return False
    limit = _address_space() + memory
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    library = ctypes.CDLL(None, use_errno=True)
    library.prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    return _without_network(library)


def _address_space() -> int:
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    return pages * os.sysconf("SC_PAGE_SIZE")


def _without_network(library: ctypes.CDLL) -> bool:
    if machine() not in CALLS:
        return False
    audit, seccomp, refused = CALLS[machine()]
    program = b"".join(_instructions(audit, refused))
    code = ctypes.create_string_buffer(program, len(program))

    class Program(ctypes.Structure):
        _fields_ = (("length", ctypes.c_ushort), ("code", ctypes.c_void_p))

    wanted = Program(len(program) // 8, ctypes.addressof(code))
    with suppress(OSError):
        if library.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0:
            call = library.syscall(seccomp, SET_MODE_FILTER, SPEC_ALLOW, ctypes.byref(wanted))
            return bool(call == 0)
    return False


def _instructions(audit: int, refused: tuple[int, ...]) -> list[bytes]:
    """Return the filter: another machine's calls and the ``refused`` ones fail, others pass."""
    last = len(refused)
    checks = [_instruction(EQUAL, number, last - n, 0) for n, number in enumerate(refused)]
    return [
        _instruction(LOAD, MACHINE_AT),
        _instruction(EQUAL, audit, 1, 0),
        _instruction(RETURN, REFUSE),
        _instruction(LOAD, NUMBER_AT),
        _instruction(0x35, X32, last + 1, 0),  # BPF_JMP|JGE|K
        *checks,
        _instruction(RETURN, ALLOW),
        _instruction(RETURN, REFUSE),
    ]


def _instruction(code: int, value: int, yes: int = 0, no: int = 0) -> bytes:
    return struct.pack("=HBBI", code, yes, no, value)
