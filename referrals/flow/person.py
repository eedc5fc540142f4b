"""What the answers on a path say of the boy. Pure."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Self

from referrals.flow.model import Option

YOUNGEST, OLDEST = 0, 200


@dataclass(frozen=True, slots=True)
class Person:
    """His age in years (inclusive), the groups he belongs to, and whether he needs help tonight."""

    min_age: int = YOUNGEST
    max_age: int = OLDEST
    groups: frozenset[str] = frozenset()
    tonight: bool = False

    def after(self, option: Option) -> Self:
        """The same person once `option` is chosen."""
        return replace(
            self,
            min_age=max(self.min_age, option.min_age if option.min_age is not None else YOUNGEST),
            max_age=min(self.max_age, option.max_age if option.max_age is not None else OLDEST),
            groups=self.groups | frozenset(option.says),
            tonight=self.tonight or option.tonight,
        )

    def outside(self, min_age: int | None, max_age: int | None) -> bool:
        """Whether he is certainly younger than `min_age` or older than `max_age`."""
        too_young = min_age is not None and self.max_age < min_age
        too_old = max_age is not None and self.min_age > max_age
        return too_young or too_old

    def excluded_by(
        self, min_age: int | None, max_age: int | None, not_for: Collection[str]
    ) -> bool:
        """Whether a desk with these limits is not for him, as far as the answers tell."""
        return self.outside(min_age, max_age) or not self.groups.isdisjoint(not_for)
