"""Import this before anything else: from here on, waiting in the standard library lets other greenlets run."""

from gevent import monkey

monkey.patch_all()
