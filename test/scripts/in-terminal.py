"""Runs a command in a terminal of its own: in-terminal.py ROWS COLUMNS COMMAND [ARGUMENT...]

What the terminal is sent goes to stdout as it comes. Ends with the command's exit code.
"""

import fcntl
import os
import pty
import struct
import sys
import termios

rows, columns, *command = sys.argv[1:]
pid, terminal = pty.fork()
if pid == 0:
    fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", int(rows), int(columns), 0, 0))
    os.execvp(command[0], command)
while True:
    try:
        sent = os.read(terminal, 65536)
    except OSError:
        break
    if not sent:
        break
    os.write(1, sent)
sys.exit(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
