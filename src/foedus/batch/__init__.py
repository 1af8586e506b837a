"""Many articles: every source in, each document coded, what several of them report counted once."""

from .clusters import Cluster, Clusters
from .pool import outcomes
from .sources import Item, items
from .work import Outcome, Report, Settings

__all__ = ["Cluster", "Clusters", "Item", "Outcome", "Report", "Settings", "items", "outcomes"]
