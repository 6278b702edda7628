import { sql } from 'kysely'
import { z } from 'zod'
import type { Executor, Store } from '../../database/store.ts'
import { defineEntity } from '../../values/entity.ts'
import { AppError } from '../../values/error.ts'
import { idSchema } from '../../values/id.ts'
import { defineCommand } from '../define.ts'
import type { AnyEntity, Business, CommandDefinition, Context } from '../define.ts'
import { notebook } from './notebook.ts'

/** Bookings that must not overlap and a ledger that is only added to: what reservations will be, small, until that module is there. */

const decided = { policy: 'command', scope: 'agency', visibility: 'private', searchable: false, reference: null, label: 'note' } as const
export const booking = defineEntity({
  name: 'booking', table: 'booking', ownedBy: 'createdBy',
  fields: {
    resource: { schema: z.string(), ...decided, unit: 'resource' },
    startsAt: { schema: z.int(), ...decided, unit: 'period' },
    endsAt: { schema: z.int(), ...decided, unit: 'period' },
    state: { schema: z.enum(['pending', 'confirmed', 'cancelled']), ...decided, unit: 'state' },
  },
})
export const payment = defineEntity({
  name: 'payment', table: 'payment', ownedBy: 'createdBy',
  fields: {
    /** Negative where it gives back. Minor units. */
    amount: { schema: z.int(), ...decided, unit: 'amount' },
    currency: { schema: z.string(), ...decided, unit: 'amount' },
    reverses: { schema: idSchema.nullable(), ...decided, unit: 'reverses', reference: 'payment' },
  },
})

const period = { startsAt: z.int(), endsAt: z.int() }
const commands = [
  defineCommand({
    name: 'booking.ask', version: 1, input: z.strictObject({ id: idSchema, resource: z.string(), ...period }), allow: 'nobody', where: 'anywhere', undo: 'none',
    run: async (ctx, { id, ...values }) => ctx.write.insert(booking, id, { ...values, state: 'pending' }),
  }),
  defineCommand({
    name: 'booking.move', version: 1, input: z.strictObject({ id: idSchema, ...period }), allow: 'nobody', where: 'anywhere', undo: 'none',
    run: async (ctx, { id, ...to }) => {
      await standing(ctx, id)
      await ctx.write.update(booking, id, to)
    },
  }),
  ...(['confirm', 'cancel'] as const).map((verb) => defineCommand({
    name: `booking.${verb}`, version: 1, input: z.strictObject({ id: idSchema }), allow: 'nobody', where: 'anywhere', undo: 'none',
    run: async (ctx, { id }) => {
      await standing(ctx, id)
      await ctx.write.update(booking, id, { state: verb === 'confirm' ? 'confirmed' : 'cancelled' })
    },
  })),
  defineCommand({
    name: 'payment.take', version: 1, input: z.strictObject({ id: idSchema, amount: z.int().min(1), currency: z.string().length(3) }), allow: 'nobody', where: 'anywhere', undo: 'none',
    run: async (ctx, { id, ...values }) => ctx.write.insert(payment, id, { ...values, reverses: null }),
  }),
  defineCommand({
    name: 'payment.refund', version: 1, input: z.strictObject({ id: idSchema, of: idSchema, amount: z.int().min(1), currency: z.string().length(3) }), allow: 'nobody', where: 'anywhere', undo: 'none',
    run: async (ctx, { id, of, amount, currency }) => {
      await ctx.need(payment, of)
      await ctx.write.insert(payment, id, { amount: -amount, currency, reverses: of })
    },
  }),
] as unknown as CommandDefinition[]

async function standing(ctx: Context, id: string): Promise<void> {
  const row = await ctx.need(booking, id)
  if (row.state === 'cancelled') throw new AppError('move_not_allowed', { entity: 'booking', from: 'cancelled', to: row.state })
}

type Booked = { id: string; resource: string; startsAt: number; endsAt: number; state: string }
const bookedOf = async (executor: Pick<Executor, 'selectFrom'>): Promise<Booked[]> => (await executor.selectFrom('booking' as 'property').selectAll().execute()) as unknown as Booked[]

/** Pairs that hold one place at one time. Ranges that only touch do not: the end is not in them. */
export function overlapsOf(rows: readonly Booked[]): [string, string][] {
  const held = rows.filter(({ state }) => state !== 'cancelled')
  return held.flatMap((a, i) => held.slice(i + 1).filter((b) => a.resource === b.resource && a.startsAt < b.endsAt && b.startsAt < a.endsAt).map((b): [string, string] => [a.id, b.id]))
}
export const overlapsIn = async ({ kysely }: Store): Promise<[string, string][]> => overlapsOf(await bookedOf(kysely))

export const bookings: Business = {
  ...notebook,
  entities: new Map<string, AnyEntity>([...notebook.entities, ['booking', booking], ['payment', payment]]),
  commands: new Map([...notebook.commands, ...commands.map((one) => [one.name, one] as const)]),
  invariants: new Map([
    ...notebook.invariants,
    ['booking', [{
      entity: 'booking', name: 'one place is held once at a time',
      check: async (_row, ctx) => {
        if (overlapsOf(await bookedOf(ctx.read)).length) throw new AppError('rule_broken', { rule: 'overlap' })
      },
    }]],
    ['payment', [{
      entity: 'payment', name: 'no more is given back than was taken, in its own currency',
      check: async (row, ctx) => {
        const { reverses } = row as unknown as { reverses: string | null }
        if (reverses === null) return
        const lines = (await ctx.read.selectFrom('payment' as 'property').selectAll().execute()) as unknown as { id: string; amount: number; currency: string; reverses: string | null }[]
        const own = lines.filter((line) => line.id === reverses || line.reverses === reverses)
        if (new Set(own.map(({ currency }) => currency)).size > 1) throw new AppError('rule_broken', { rule: 'currency' })
        if (own.reduce((sum, { amount }) => sum + Number(amount), 0) < 0) throw new AppError('rule_broken', { rule: 'refund' })
      },
    }]],
  ]),
  rightOf: (actor, name) => (actor.kind === 'member' && /^(booking|payment)\./.test(name) ? 'agency' : notebook.rightOf(actor, name)),
}

export async function createBookingTables({ kysely }: Store): Promise<void> {
  const frame = 'agency_id text not null, id text not null, created_at bigint not null, created_by text not null, updated_at bigint not null, deleted_at bigint, versions text not null'
  await sql.raw(`create table booking (${frame}, resource text, starts_at bigint, ends_at bigint, state text, primary key (agency_id, id))`).execute(kysely)
  await sql.raw(`create table payment (${frame}, amount bigint, currency text, reverses text, primary key (agency_id, id))`).execute(kysely)
}
