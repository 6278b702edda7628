import { AppError } from '../../values/error.ts'
import { addDays, addMonths, compareDays, daysBetween, instantOf } from '../../values/period.ts'
import type { Day } from '../../values/period.ts'
import type { Interaction, Task } from './model-follow-up.ts'
import type { Lead } from './model-lead.ts'
import type { MonthTally, Period, Tally } from './model-reports.ts'

const usualDays = 30
/** Ten years: one line a month is still a page or two. */
export const mostDays = 3660

/** What is wrong with a period: it ends before it begins, or is longer than anybody reads. */
export type PeriodProblem = 'period_order' | 'period_long'
export type AskedPeriod = { from: Day | null; to: Day | null }

/** The period that is meant: with no days the thirty that end today, with one of them thirty from there or until there. */
export function periodOf({ from, to }: AskedPeriod, today: Day): Period & { problem: PeriodProblem | null } {
  const end = to ?? (from === null || compareDays(from, today) <= 0 ? today : addDays(from, usualDays - 1))
  const period = { from: from ?? addDays(end, 1 - usualDays), to: end }
  const problem = compareDays(period.from, period.to) > 0 ? 'period_order' : daysBetween(period.from, period.to) >= mostDays ? 'period_long' : null
  return { ...period, problem }
}

/** Throws `invalid_input` with the field and the reason. */
export function needPeriod(asked: AskedPeriod, today: Day): Period {
  const { problem, ...period } = periodOf(asked, today)
  if (problem) throw new AppError('invalid_input', { fields: [{ path: asked.to === null ? 'from' : 'to', problem }] })
  return period
}

/** The months that a period touches, the first and the last as far as it reaches; each ends where the next begins. */
export function monthsOf({ from, to }: Period): Period[] {
  const months: Period[] = []
  for (let start = from; compareDays(start, to) <= 0; ) {
    const next = addMonths(`${start.slice(0, 7)}-01`, 1)
    months.push({ from: start, to: compareDays(next, to) > 0 ? to : addDays(next, -1) })
    start = next
  }
  return months
}

/** Narrow rows of what happened; instants are milliseconds UTC. */
export type Happened = {
  /** Of those that came or were converted in the period. `answeredAt`: the first talk with him that was held. */
  leads: readonly (Pick<Lead, 'agentId' | 'source' | 'status' | 'createdAt' | 'convertedAt'> & { answeredAt: number | null })[]
  talks: readonly Pick<Interaction, 'agentId' | 'type' | 'status' | 'at'>[]
  /** Done in it, or due in it and open. `overAt`: when the day on which it is due is over. */
  tasks: readonly (Pick<Task, 'assigneeId' | 'state' | 'doneAt' | 'dueOn'> & { overAt: number | null })[]
  clients: readonly Owned[]
  properties: readonly Owned[]
}
type Owned = { agentId: string | null; createdAt: number }

/** Only what one of them did. */
export function happenedTo({ leads, talks, tasks, clients, properties }: Happened, memberId: string): Happened {
  const his = ({ agentId }: { agentId: string | null }): boolean => agentId === memberId
  return { leads: leads.filter(his), talks: talks.filter(his), tasks: tasks.filter(({ assigneeId }) => assigneeId === memberId), clients: clients.filter(his), properties: properties.filter(his) }
}

/** @param today of the agency's zone: what is due today is not late */
export function tallyOf(happened: Happened, period: Period, today: Day, zone: string): Tally {
  const [start, end] = [instantOf(period.from, '00:00', zone), instantOf(addDays(period.to, 1), '00:00', zone)]
  const within = (at: number | null): boolean => at !== null && at >= start && at < end
  const leads = happened.leads.filter(({ createdAt }) => within(createdAt))
  const talks = happened.talks.filter(({ at }) => within(at))
  const held = talks.filter(({ status }) => status === 'completed')
  const done = happened.tasks.filter(({ state, doneAt }) => state === 'done' && within(doneAt))
  const won = leads.filter(({ status }) => status === 'won').length
  const hours = leads.flatMap(({ createdAt, answeredAt }) => (answeredAt === null ? [] : Math.max(0, answeredAt - createdAt) / 3_600_000))
  const count = (of: readonly { status: string }[], ...statuses: readonly string[]): number => of.filter(({ status }) => statuses.includes(status)).length
  return {
    leads: leads.length, won, rate: leads.length ? won / leads.length : null, converted: happened.leads.filter(({ convertedAt }) => within(convertedAt)).length, lost: count(leads, 'lost'),
    answered: hours.length, responseHours: middleOf(hours), byStatus: countsBy(leads, ({ status }) => status), bySource: countsBy(leads, ({ source }) => source),
    talks: held.length, planned: count(talks, 'scheduled', 'inProgress'), missed: count(talks, 'cancelled', 'noShow'), byType: countsBy(held, ({ type }) => type), visits: held.filter(({ type }) => type === 'visit').length,
    tasksDone: done.length, tasksLate: done.filter(({ overAt, doneAt }) => overAt !== null && doneAt! >= overAt).length,
    tasksOpen: happened.tasks.filter(({ state, dueOn }) => state === 'open' && dueOn !== null && dueOn < today && dueOn >= period.from && dueOn <= period.to).length,
    clients: happened.clients.filter(({ createdAt }) => within(createdAt)).length, properties: happened.properties.filter(({ createdAt }) => within(createdAt)).length,
  }
}

export const tallyByMonth = (happened: Happened, period: Period, today: Day, zone: string): MonthTally[] =>
  monthsOf(period).map((month) => ({ from: month.from, ...tallyOf(happened, month, today, zone) }))

/** The median: one lead that waited a month says nothing of the others. */
function middleOf(numbers: readonly number[]): number | null {
  const sorted = numbers.toSorted((a, b) => a - b)
  const half = sorted.length >> 1
  return sorted.length === 0 ? null : sorted.length % 2 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2
}

function countsBy<Of, Value extends string>(rows: readonly Of[], valueOf: (row: Of) => Value): Partial<Record<Value, number>> {
  const counts: Partial<Record<Value, number>> = {}
  for (const row of rows) counts[valueOf(row)] = (counts[valueOf(row)] ?? 0) + 1
  return counts
}
