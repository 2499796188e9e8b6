"""`python -m lvit_core.worker`: how the program starts itself as a worker."""

import multiprocessing
import sys

from lvit_core.worker.main import main

if __name__ == "__main__":
    multiprocessing.freeze_support()
    sys.exit(main(sys.argv[1:]))
