"""`python -m lvit_core.worker FOLDER`: how the program starts itself as the predictor."""

import multiprocessing
import sys

from lvit_core.worker.main import main

if __name__ == "__main__":
    multiprocessing.freeze_support()
    main(sys.argv[1])
