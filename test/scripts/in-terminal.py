"""Runs a command in a terminal of its own: in-terminal.py ROWS COLUMNS COMMAND [ARGUMENT...]

What the terminal is sent goes to stdout as it comes, what comes on stdin is typed into it. Ends with the command's exit code.
"""

import fcntl
import os
import pty
import select
import struct
import sys
import termios

rows, columns, *command = sys.argv[1:]
pid, terminal = pty.fork()
if pid == 0:
    fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", int(rows), int(columns), 0, 0))
    os.execvp(command[0], command)
watched = [terminal, 0]
while True:
    ready = select.select(watched, [], [])[0]
    if 0 in ready:
        typed = os.read(0, 65536)
        if typed:
            os.write(terminal, typed)
        else:
            watched.remove(0)
    if terminal not in ready:
        continue
    try:
        sent = os.read(terminal, 65536)
    except OSError:
        break
    if not sent:
        break
    os.write(1, sent)
sys.exit(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
