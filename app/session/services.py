"""What works for all parts: threads and processes, notices and preferences."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject

from app.jobs.loading import ImageLoader
from app.jobs.prediction import PredictorThread
from app.jobs.storage import StorageThread
from app.jobs.tasks import TaskRunner
from app.jobs.thumbnails import ThumbnailThread
from app.jobs.training import TrainerThread
from app.session.notices import Notices
from app.session.preferences import Preferences


@dataclass(frozen=True, eq=False)
class Services:
    """One of each for a whole session; a part takes those it needs."""

    preferences: Preferences
    notices: Notices
    storage: StorageThread
    tasks: TaskRunner
    loader: ImageLoader
    thumbnails: ThumbnailThread
    predictor: PredictorThread
    trainer: TrainerThread


def start_services(parent: QObject, preferences: Preferences | None = None) -> Services:
    """Makes all of them, owned by ``parent``; none starts a thread before it is needed."""
    return Services(
        preferences or Preferences(parent=parent),
        Notices(parent),
        StorageThread(parent),
        TaskRunner(parent),
        ImageLoader(parent),
        ThumbnailThread(parent),
        PredictorThread(parent),
        TrainerThread(parent),
    )
