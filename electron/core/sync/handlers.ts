import type { JoinProgress } from '../../../shared/contract/index.ts'
import type { PastExchange, PostView, SyncComparison, SyncState, ToFound } from '../../../shared/modules/core/model-views.ts'
import { AppError } from '../../../shared/values/error.ts'
import type { ConnectionContext } from '../connection.ts'
import type { Handling } from '../router.ts'
import { readServerAddress } from './server-address.ts'
import type { NewColleague } from './server-calls.ts'
import type { Passwords, SyncRoom } from './sync-room.ts'

type Joining = Passwords & { server: string }

/** How a post joins its server, is kept in step by hand, and leaves it. */
export function syncHandlers({ parts, allowed, turn }: Handling) {
  const room = (): SyncRoom => parts.desk().sync

  async function* join(given: Joining, context: ConnectionContext): AsyncGenerator<JoinProgress, void> {
    const house = await parts.state()
    if (house.state !== 'empty') throw new AppError('agency_here')
    const server = readServerAddress(given.server)
    const proven = await room().prove(server, given)
    const { agencyId } = proven
    if (agencyId === null) throw new AppError('not_of_agency')
    const before = room().joined()
    // Of another agency something had come; nothing of it was typed here.
    if (before && (before.agencyId !== agencyId || before.server !== server)) await parts.wipe()
    yield { kind: 'progress', done: 0, total: null }

    let [done, total] = [0, 0]
    let wake: () => void = () => undefined
    const joining = { over: false }
    const control = new AbortController()
    const work = (async () => {
      try {
        await room().join({ ...proven, agencyId }, control.signal, (cursor, head) => {
          ;[done, total] = [cursor, head]
          wake()
        })
      } finally {
        joining.over = true
        wake()
      }
    })()
    try {
      while (!joining.over) {
        const said = done
        await Promise.race([new Promise<void>((resolve) => (wake = resolve)), Promise.allSettled([work])])
        if (done !== said) yield { kind: 'progress', done, total }
      }
      await work
    } finally {
      // The page went away: what has come is kept, and the next try goes on from there.
      control.abort()
      await Promise.allSettled([work])
    }
    const { sessions, sync } = parts.desk()
    context.session = await sessions.begin(proven.accountId, proven.mustChange)
    sync.follow(proven.accountId)
    yield { kind: 'done', session: sessions.view(context.session) }
  }

  return {
    /** For an empty post, before anybody signs in. Ends with the session of whoever joined. */
    async *joinAgency(given: Joining, context: ConnectionContext): AsyncGenerator<JoinProgress, void> {
      if (turn.taken) throw new AppError('agency_here')
      turn.taken = true
      try {
        yield* join(given, context)
      } finally {
        turn.taken = false
      }
    },

    async state(context: ConnectionContext): Promise<SyncState> {
      allowed(context, 'sync.state')
      return room().state()
    },

    /** Signs in at the server again, for whoever is signed in here: his access has lapsed, or he came in without a network. */
    async connect(given: { password: string; code: string | null }, context: ConnectionContext): Promise<SyncState> {
      allowed(context, 'sync.connect')
      const { email } = context.session!.member
      mustBeJoined(room())
      await room().signIn({ ...given, email }, { online: true })
      await room().now()
      return room().state()
    },

    /** Only on a joined post; one that works alone says `member.create` and gives the password itself. */
    async addColleague(given: NewColleague, context: ConnectionContext): Promise<null> {
      allowed(context, 'team.add')
      mustBeJoined(room())
      await room().addColleague(context.session!.accountId, given)
      return null
    },

    async past(context: ConnectionContext): Promise<PastExchange[]> {
      allowed(context, 'sync.past')
      return room().past()
    },

    async compare(context: ConnectionContext): Promise<SyncComparison> {
      allowed(context, 'sync.compare')
      mustBeJoined(room())
      return room().compare()
    },

    async posts(context: ConnectionContext): Promise<PostView[]> {
      allowed(context, 'sync.posts')
      mustBeJoined(room())
      return room().posts(context.session!.accountId)
    },

    async revokePost({ id }: { id: string }, context: ConnectionContext): Promise<null> {
      allowed(context, 'sync.revokePost')
      mustBeJoined(room())
      await room().revokePost(context.session!.accountId, id)
      return null
    },

    async toFound(context: ConnectionContext): Promise<ToFound> {
      const { agencyId } = allowed(context, 'sync.toFound')
      return room().founding.toFound(agencyId)
    },

    /** Begins to bring this post's agency to a server, or goes on; the rest goes by itself. */
    async found(given: Joining & { newAccount: boolean }, context: ConnectionContext): Promise<SyncState> {
      const { agencyId, memberId } = allowed(context, 'sync.found')
      if (room().isJoined()) throw new AppError('agency_here')
      await room().found({ ...given, server: readServerAddress(given.server) }, { agencyId, memberId, name: context.session!.member.name })
      return room().state()
    },

    async dropFounding(given: { anyway: boolean }, context: ConnectionContext): Promise<SyncState> {
      allowed(context, 'sync.dropFounding')
      await room().founding.drop(given)
      return room().state()
    },

    async noteFounding(context: ConnectionContext): Promise<null> {
      allowed(context, 'sync.noteFounding')
      await room().founding.noted()
      return null
    },

    async now(context: ConnectionContext): Promise<SyncState> {
      allowed(context, 'sync.now')
      if (!room().isJoined() && (await room().founding.state())) await room().founding.go()
      else {
        mustBeJoined(room())
        await room().now()
      }
      return room().state()
    },

    /** Wipes this post. Refused while something waits to be sent, unless whoever asks says that it may be lost. */
    async leave({ confirmed }: { confirmed: boolean }, context: ConnectionContext): Promise<null> {
      allowed(context, 'sync.leave')
      mustBeJoined(room())
      const count = await room().unsentCount()
      if (count > 0 && !confirmed) throw new AppError('commands_waiting', { count })
      await room().signOutAll()
      await parts.wipe()
      return null
    },
  }
}

function mustBeJoined(room: SyncRoom): void {
  if (!room.isJoined()) throw new AppError('rule_broken', { rule: 'not_joined' })
}
