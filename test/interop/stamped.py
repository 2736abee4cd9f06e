"""vectors.md, for the suites whose stamps are those of stamp.md."""
import ccaead
from conventions import dec
from curves import x25519_public
from message import SUITES as LEAVES, do_frank
from roles import ALG, addressed_of, digest, disclose, do_receive, do_stamp, judge, period_keys, stamp_of, tag_of
from vectors import File, Period, message_of, octets_of, plain

SUITES = LEAVES | ccaead.SUITES


class StampedPeriod(Period):
    def __init__(self, said):
        super().__init__(said)
        self.relay_secret, self.blind_key = self.relay_secret[:32], self.relay_secret[32:]
        if "held" in said:  # of another algorithm, which the pages do not have
            self.K, self.KA = octets_of(said["held"]["secret"]), octets_of(said["held"]["reporterKey"])
        else:
            self.K, self.KA = period_keys(self.bytes, self.mod_secret, self.record["relayPk"])


class StampedFile(File):
    def __init__(self, said):
        super().__init__(said)
        self.suite = SUITES[self.name]

    def period(self, said):
        return StampedPeriod(said)

    def derived(self, period):
        if period.record["alg"] == ALG:
            yield x25519_public(period.relay_secret), period.record["relayPk"]
            yield x25519_public(period.mod_secret), period.record["moderationPk"]
            yield period_keys(period.bytes, period.relay_secret, period.record["moderationPk"]), [period.K, period.KA]

    def frank(self, given):
        secrets = plain(given.get("sender", {}).get("secrets", []))
        return do_frank(self.suite, message_of(given["message"]), octets_of(given["random"]), secrets)

    def stamp(self, given):
        return do_stamp(self.suite, self.periods[given["period"]], octets_of(given["outer"]), plain(given["facts"]))

    def receive(self, given):
        return do_receive(self.suite, self.arrival(given), self.channel(given), self.recipient(given))

    def disclose(self, given):
        choice = given["choice"]
        return disclose(self.suite, self.octets(given, "evidence"), choice["open"], choice["reporter"].get("account"))

    def judge(self, given):
        return judge(self.suite, self.octets(given, "item"), self.moderator(given))

    def intermediates(self, case):
        """Every value on the way, by its name on the pages."""
        header, fields = message_of(case["input"]["message"])
        out = self.suite.values(header, fields, octets_of(case["input"]["random"]))
        if "K" not in case["intermediates"]:
            return out
        period, delivery = self.periods["the day"], dec(octets_of(self.said["unlessSaid"]["arrival"]["delivery"]))
        context, blind = delivery["context"], delivery["blind"]
        out |= {"keyId": period.id, "K": period.K, "KA": period.KA, "blind": blind}
        out["d"] = digest(self.suite, out["C"], context)
        out["stamp"] = stamp_of(period.K, out["d"])
        out["tag"] = tag_of(blind, context["relay"], self.said["unlessSaid"]["recipient"]["account"])
        out["addressed"] = addressed_of(period.K, out["d"], out["tag"])
        return out
