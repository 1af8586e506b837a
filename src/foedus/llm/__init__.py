"""A second coder: a language model behind a server that speaks the chat-completions protocol, held to the text.

Off unless asked for. Every event that it gives must quote the words it rests on; what it invents is dropped and
counted. The modules that send and code are imported where they are used: a run by rules loads none of them.
"""

from .compare import Comparison
from .server import DEFAULT_ENDPOINT, Server, server

__all__ = ["DEFAULT_ENDPOINT", "Comparison", "Server", "server"]
