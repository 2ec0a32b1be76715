"""The documents around an edit: what mentions the same things, and all that decides how those are linked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from consistency.cache.cells import Lost, number
from consistency.cache.ground import Ground
from consistency.cache.packed import Kept
from consistency.cache.store import Store
from consistency.config import Config
from consistency.engine.documents import reading_key
from consistency.engine.mentions import RARE, core, is_vhost, routed, service_words, vhost_word, words_of
from consistency.model import sited, vhost
from consistency.model.claim import Claim
from consistency.model.identity import ENDINGS, LONG, Identity, Said, heading_hosts, section_of
from consistency.model.name import host_key, squash
from consistency.model.vhost import ATTRIBUTES as PLACING
from consistency.model.zone import CROWD
from consistency.tree.source import Entry

#: What a document that was edited says in each state; None where it is not there. The first state is the ground.
Edits = Mapping[str, Sequence[Kept | None]]

#: Of a claim: its service, port and host as written, and the section that may name the host.
Place = tuple[str, int, str, str]
#: Attributes that count whichever service their claims are about.
_ALWAYS = RARE | {"address"}
#: Documents that hold evidence.
EVIDENCE = number("a", "evidence")


class Around:
    """Documents of the ground beside the edited ones, loaded by what they mention. Raises Lost.

    `others` are those that were loaded (`entries` their files); every mention of a service word in `closed` is among them or among the edits.
    Of the others only those claims count that are about such a service, or about none, and evidence; of documents in
    `whole`, all.
    """

    def __init__(self, ground: Ground, store: Store, config: Config, edits: Edits) -> None:
        self._ground, self._store, self._config, self._edits = ground, store, config, edits
        self._own = {number for number, _ in ground.named(edits).values()}
        self._asked: set[int] = set()
        self._loaded: set[int] = set(self._own)
        self.others: dict[str, Kept] = {}
        self.entries: dict[str, Entry] = {}
        self.closed: set[str] = set()
        self.whole: set[str] = set()
        self._places: dict[str, set[Place]] = {}
        self._placed: dict[str, set[Place]] = defaultdict(set)  # of the others, by service
        self._observed: set[Place] = set()  # what evidence among the others is about
        self._tied: dict[str, set[str]] = defaultdict(set)
        self._seen: dict[str, set[str]] = defaultdict(set)  # words of services, by their cores
        self._hosts: dict[str, set[str]] = defaultdict(set)
        self._edited_hosts: dict[str, set[str]] = defaultdict(set)  # spellings of keys, in any state
        self._called: set[str] = set()  # hosts of which is known how else the site may call them
        self.host_words: set[str] = set()
        self._known: dict[str, bool] = {}
        self._meaning: tuple[tuple[int, int], set[str]] = (0, 0), set()
        self.crowded: set[str] = set()  # those of so many documents that they tie nothing
        self._counted: set[str] = set()
        self._led: dict[str, bool] = {}  # words of virtual hosts to which a router leads, or none
        for service, aliases in config.service_ties().items():
            for alias in aliases:
                for word in service_words(service):
                    self._tie(word, squash(alias)[0])
        for host, others in config.host_ties().items():
            for other in others:
                self._hosts[host_key(host)].add(host_key(other))
                self._hosts[host_key(other)].add(host_key(host))
        for versions in edits.values():
            for kept in versions:
                if kept:
                    self._learn(kept)
                    for host, text, _ in kept.spelled:
                        self._edited_hosts[host].add(text)

    def load(self, numbers: Iterable[int]) -> set[str]:
        """Load every document that mentions one of the words; gives the paths of those that were not loaded yet."""
        asked = {one for one in numbers if one not in self._asked}
        self._asked |= asked
        return self._take(self._ground.holding(asked)) if asked else set()

    def load_paths(self, paths: Iterable[str]) -> None:
        """Load documents by their paths; what is no document is passed over."""
        self._take({one for one, _ in self._ground.named(paths).values()})

    def _take(self, documents: set[int]) -> set[str]:
        new = documents - self._loaded
        if not new:
            return set()
        self._loaded |= new
        found = self._ground.documents(new).values()
        keys = [reading_key(self._config, one.blob, one.path, one.around) for one in found]
        kept = self._store.get(keys)
        for key, one in zip(keys, found, strict=True):
            said = kept.get(key)
            if said is None or said.around != one.around:
                raise Lost
            self.others[one.path] = said
            self.entries[one.path] = Entry(one.path, one.blob)
            self._places[one.path] = places = _places(said.claims)
            for place in places:
                self._placed[place[0]].add(place)
            if EVIDENCE in said.words:
                self._observed |= _places(claim for claim in said.claims if claim.role == "evidence")
            self._learn(said)
        return {one.path for one in found}

    def _learn(self, kept: Kept) -> None:
        """What a document adds to the ways in which names hang together."""
        claims = kept.claims
        for word in kept.named:
            self._seen[core(word)].add(word)
        for one, other in kept.tied:
            self._tie(one, other)
        if claims and claims[-1].role == "config":
            self._led.update((word, True) for word in routed(claims))
        for address, host in {(c.value, c.host) for c in claims if c.attribute == "address" and c.host}:
            self._hosts[host_key(address)].add(host_key(host))
            self._hosts[host_key(host)].add(host_key(address))

    def _tie(self, one: str, other: str) -> None:
        self._tied[one].add(other)
        self._tied[other].add(one)

    def services(self, words: Iterable[str]) -> set[str]:
        """Load every mention of these words and of all that may be the same service; gives all those words."""
        mine: set[str] = set()
        pending = set(words) - {""}
        pending -= self._unled(pending)
        while pending:
            mine |= pending
            new = pending - self.closed
            self.closed |= new
            self.load(number("s", core(word)) for word in new)
            pending = {other for one in mine for other in (*self._tied[one], *self._guesses(one))} - mine
            pending -= self._unled(pending)
        return mine

    def _unled(self, words: Iterable[str]) -> set[str]:
        """Those of virtual hosts to which no router leads: they tie nothing, and pages may be full of them."""
        hosts = {word for word in words if is_vhost(word)}
        new = {number("r", word): word for word in hosts - self._led.keys()}
        held = self._ground.held_beside(new, self._own) if new else ()
        self._led.update((word, one in held) for one, word in new.items())
        for word in hosts - self._counted:
            if self._led[word] and len(self._ground.holding([number("v", word)]) - self._own) > vhost.CROWD:
                self.crowded.add(word)
        self._counted |= hosts
        return {word for word in hosts if not self._led[word] or word in self.crowded}

    def _guesses(self, word: str) -> Iterator[str]:
        """Words of other services that identity may guess to be the same: one of the two has an ending more."""
        for other in self._seen.get(core(word), ()):
            short, long = sorted((word, other), key=len)
            if len(short) >= LONG and long.startswith(short) and long[len(short) :] in ENDINGS:
                yield other

    def near(self, host: str) -> set[str]:
        """The keys that may be one host with this one, as far as it is known."""
        found, pending = {host}, [host]
        while pending:
            one = pending.pop()
            self._call({one})
            for other in self._hosts[one] - found:
                found.add(other)
                pending.append(other)
        return found

    def _call(self, hosts: set[str]) -> None:
        """Learn how else the site may call these hosts."""
        if new := hosts - self._called:
            self._called |= new
            for one, other in sited.others(new, self._spelled):
                self._hosts[one].add(other)
                self._hosts[other].add(one)

    def _spelled(self, hosts: Iterable[str]) -> set[tuple[str, str]]:
        """Every spelling of these hosts' keys in any state."""
        asked = set(hosts)
        edited = {(host, text) for host in asked for text in self._edited_hosts.get(host, ())}
        return {*self._ground.spelled(asked), *edited}

    def settle_hosts(self, hosts: Iterable[str] = ()) -> None:
        """Load all that ties one of the hosts, or of those of the claims that count, to another name or address."""
        asked = set(hosts)
        while new := self._unsettled(asked):
            self.host_words |= new
            self.load(number("t", word) for word in new)

    def _unsettled(self, hosts: Iterable[str]) -> set[str]:
        """Words of hosts of which is not loaded yet what ties them."""
        words = {word for _, _, host, section in self._counting() for word in words_of(host, section)}
        self._call({*words, *hosts})
        return words.union(*map(self.near, hosts)) - self.host_words - {""}

    def asked_for(self, numbers: Iterable[int]) -> bool:
        """Whether a document mentions one of the words."""
        return bool(self._ground.holding(numbers))

    def is_crowd(self, word: int) -> bool:
        """Whether, in every state, too many documents mention the word for a zone to be looked at."""
        return len(self._ground.holding([word]) - self._own) > CROWD

    def every(self, word: int = 0) -> Iterator[Claim]:
        """The claims of all loaded documents, in every state; of those others alone that mention the word."""
        for versions in self._edits.values():
            for kept in versions:
                yield from kept.claims if kept else ()
        for kept in self.others.values():
            if not word or word in kept.words:
                yield from kept.claims

    def places(self) -> Iterator[tuple[str, Place]]:
        """Path and place of every claim of the loaded documents, each once."""
        for path, versions in self._edits.items():
            for kept in versions:
                yield from ((path, place) for place in _places(kept.claims if kept else ()))
        for path, places in self._places.items():
            yield from ((path, place) for place in places)

    def _counting(self) -> Iterator[Place]:
        for service in ("", *self._meant()):
            yield from self._placed[service]
        yield from self._observed
        for path in self.whole:
            yield from self._places.get(path, ())
        for versions in self._edits.values():
            for kept in versions:
                yield from _places(kept.claims if kept else ())

    def _meant(self) -> set[str]:
        """The services, as they are written, of which every mention is loaded."""
        size = len(self.closed), len(self._placed)  # neither ever shrinks
        if self._meaning[0] != size:
            found = {one for one in self._placed if one and not self.closed.isdisjoint(service_words(one))}
            self._meaning = size, found
        return self._meaning[1]

    def known(self, state: int) -> set[str]:
        """The keys that some document names as a host's, of those that headings may mean."""
        sections = {section for _, _, host, section in self._counting() if not host}
        keys = {key for section in sections for key in heading_hosts(section)}
        new = {number("n", key): key for key in keys - self._known.keys()}
        held = self._ground.held_beside(new, self._own) if new else ()
        self._known.update((key, one in held) for one, key in new.items())
        return {key for key in keys if self._known[key]} | set(map(host_key, Said(self._edited(state)).known))

    def naming_hosts(self, state: int) -> set[str]:
        """The keys that the edited documents name as hosts', or give an address, in a state."""
        said = Said(self._edited(state))
        return {host_key(host) for host in (*said.known, *(host for _, host in said.addresses))}

    def _edited(self, state: int) -> Iterator[Claim]:
        for versions in self._edits.values():
            if kept := versions[state]:
                yield from kept.claims

    def role(self, path: str, state: int) -> tuple[str, str]:
        """The role of a document and the day of its evidence in a state; canon for one that says nothing."""
        if path not in self._edits:
            self.load_paths([path])
        kept = self._edits[path][state] if path in self._edits else self.others.get(path)
        return (kept.claims[-1].role, kept.claims[-1].observed_on) if kept and kept.claims else ("canon", "")

    def claims(self, state: int) -> list[Claim]:
        """The claims of a state that count, in the order in which a whole tree's come."""
        documents = {path: kept for path, versions in self._edits.items() if (kept := versions[state])}
        documents |= self.others
        paths = sorted(documents)
        problems = [claim for path in paths for claim in documents[path].problems]
        meant, hosts = {"", *self._meant()}, {word for word in self.closed if is_vhost(word)}
        return problems + [claim for path in paths for claim in self._of(path, documents[path], meant, hosts)]

    def _of(self, path: str, kept: Kept, meant: set[str], hosts: set[str]) -> Sequence[Claim]:
        """The claims of a document that count; under the virtual `hosts` every name counts, a general one, too."""
        claims = kept.reading.claims
        if path in self._edits or path in self.whole:
            return claims
        return [
            c for c in claims
            if c.service in meant or c.attribute in _ALWAYS or c.role == "evidence"
            or (hosts and c.attribute in PLACING and vhost_word(c) in hosts)
        ]  # fmt: skip

    def identity(self, state: int, claims: Sequence[Claim]) -> Identity:
        """How names are linked in a state: right for every closed word and every host of the loaded documents."""
        self._call(self.host_words)
        near = {one for word in self.host_words for one in self.near(word)}
        spelled = self._ground.spelled(near | sited.needed(near, self._spelled))
        for versions in self._edits.values():
            for kept, sign in ((versions[0], -1), (versions[state], 1)):
                for host, text, weight in kept.spelled if kept else ():
                    spelled[host, text] = spelled.get((host, text), 0) + sign * weight
        spelled = {key: weight for key, weight in spelled.items() if weight > 0}
        ties = self._config.service_ties(), self._config.host_ties()
        crowded = {word[2:] for word in self.crowded}
        return Identity(claims, *ties, known=self.known(state), spelled=spelled, crowded=crowded)


def _places(claims: Iterable[Claim]) -> set[Place]:
    """Where claims are about something, as `subject` sees it, each place once."""
    return {
        (c.service, c.port, c.host, "" if c.host else c.section if c.role != "config" else section_of(c))
        for c in claims
    }
