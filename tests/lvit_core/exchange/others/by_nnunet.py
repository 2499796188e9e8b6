"""Runs nnU-Net's own check of a data set before it plans an experiment."""

import json
import sys

from nnunetv2.experiment_planning.verify_dataset_integrity import verify_dataset_integrity
from nnunetv2.utilities.utils import get_filenames_of_train_images_and_targets

if __name__ == "__main__":
    verify_dataset_integrity(sys.argv[1], num_processes=1)
    cases = get_filenames_of_train_images_and_targets(sys.argv[1])
    sys.stdout.write(json.dumps(sorted(cases)))
