/** What goes wrong between posts and their server, by number (sync.md H). Each has its test, which names it: faults-named.test.ts. */
export const allFaults: Readonly<Record<number, string>> = {
  1: 'request lost', 2: 'answer lost after the commit', 3: 'duplicate request', 4: 'requests in another order', 5: 'delayed past the timeout', 6: 'cut page or invalid JSON', 7: 'partition outward',
  8: 'partition inward', 9: 'partition both ways', 10: 'half-open socket', 11: 'poke lost, doubled, early', 12: 'captive portal', 13: 'slow trickle', 14: '429 and 503 storms',
  15: 'killed between edit and send', 16: 'killed after send before the result', 17: 'killed during apply', 18: 'killed during a migration', 19: 'asleep for days', 20: 'disk full', 21: 'busy', 22: 'read-only',
  23: 'corrupt file', 24: 'two windows', 25: 'second instance', 26: 'database copied to another machine', 27: 'old backup put back', 28: 'edits during pull and replay', 29: '10,000 waiting commands', 30: 'one over the limit',
  31: 'server killed inside the transaction', 32: 'server killed after the commit before the answer', 33: 'rolling restart with two versions', 34: 'serialisation failure', 35: 'server restored from a backup',
  36: 'horizon passed', 37: 'pruning of results during pull', 38: 'socket server restarted', 39: 'contention on the sequence row', 40: 'poison command',
  41: 'clock 5 minutes off', 42: 'clock a day off', 43: 'backwards jump', 44: 'clock change and zone change', 45: 'leap day', 46: 'equal times',
  47: 'token lapses in mid-push', 48: 'right revoked while offline', 49: 'member removed', 50: 'row moved to another scope', 51: 'another member on the same machine',
  52: 'newer post', 53: 'older post', 54: 'unknown table, field, command', 55: 'wrong type or range', 56: 'identifiers with SQL in them', 57: 'waiting commands of the version before',
  58: 'one slot by two online', 59: 'one slot by one offline, one online', 60: 'one slot by two offline', 61: 'pending against confirmed', 62: 'ranges that touch', 63: 'move and cancel cross',
  64: 'payment sent twice', 65: 'refund and payment cross', 66: 'rounding and currency', 67: 'edit against delete', 68: 'parent refused, children waiting', 69: 'the same unit by three posts',
}
