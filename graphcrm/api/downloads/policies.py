"""The policy as a download: the table that `graphcrm policy dump --json` prints."""

from __future__ import annotations

from functools import cached_property

import orjson

from graphcrm.access.policy import Policy
from graphcrm.access.viewers import Viewer
from graphcrm.compile import policy_table
from graphcrm.compile.vocabulary import Vocabulary


class PolicyTable:
    """The policy in use, for who may read it."""

    def __init__(self, policy: Policy, vocabulary: Vocabulary) -> None:
        self._policy = policy
        self._vocabulary = vocabulary

    def told(self, viewer: Viewer) -> bytes:
        """The effective table as JSON. Forbidden for who may not read it."""
        viewer.require("policy.read", act="policy")
        return self._content

    @cached_property
    def _content(self) -> bytes:
        # As long as the process lives the policy is the same.
        return orjson.dumps(policy_table.effective(self._policy, self._vocabulary))
