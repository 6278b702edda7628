import type { DemoMember } from './people.ts'
import type { Story } from './plan.ts'
import { idOf, randomOf } from './random.ts'
import type { Random } from './random.ts'
import type { comingTalks } from './talks.ts'
import { momentsFrom, workingMinute } from './timeline.ts'

/** Somebody, or a lead, that an agent works on from this instant. */
export type Work = { about: { contactId: string } | { leadId: string }; agent: DemoMember; at: number; random: Random }

const idOfAbout = ({ about }: Work): string => ('contactId' in about ? about.contactId : about.leadId)
const clock = (minutes: number): string => `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String((minutes % 60) - (minutes % 15)).padStart(2, '0')}`

/** A talk that was agreed: mostly for today and the days to come, some over by now, some that nobody wrote up. */
export function settleTalk({ seed, calendar, say, actorOf }: Story, work: Work, talk: (typeof comingTalks)[number]): void {
  const { about, agent, at, random } = work
  const id = idOf(seed, 'coming', idOfAbout(work))
  const [said, after] = momentsFrom(calendar, at, 2, random) as [number, number]
  const daysAhead = random.weighted([[0, 34], [1, 18], [2, 14], [4, 10], [7, 6], [null, 18]])
  const when = daysAhead === null ? after : calendar.start + daysAhead * 86_400_000 + workingMinute(random) * 60_000
  say('interaction.create', { id, ...about, ...talk, at: when, status: 'scheduled', priority: random.weighted([['medium', 60], ['high', 40]]) }, actorOf(agent),
    said)
  const ended = random.weighted([['completed', 50], ['noShow', 15], ['cancelled', 15], [null, 20]] as const)
  if (daysAhead === null && ended) say('interaction.setStatus', { id, to: ended, outcome: ended === 'completed' ? 'successful' : null,
    notes: ended === 'noShow' ? 'Attendu trente minutes, téléphone coupé.' : null }, actorOf(agent), after + 30 * 60_000)
}

/** Something to do: due about now, some of it late, some done. */
export function planTask({ seed, calendar, say, actorOf }: Story, work: Work, title: string, n: number): void {
  const { about, agent, at, random } = work
  const id = idOf(seed, 'task', idOfAbout(work), n)
  const [said, done] = momentsFrom(calendar, at, 2, random) as [number, number]
  const state = random.weighted([['open', 62], ['done', 32], ['cancelled', 6]] as const)
  const due = state === 'open' ? random.weighted([[-6, 4], [-3, 6], [-1, 10], [0, 26], [1, 16], [2, 12], [5, 10], [12, 8], [null, 8]])
    : -random.whole(1, 20)
  const hasHour = due !== null && due >= 0 && random.chance(0.45)
  const minutes = workingMinute(random)
  say('task.create', {
    id, ...about, title, priority: random.weighted([['medium', 52], ['high', 24], ['low', 16], ['urgent', 8]]),
    dueOn: due === null ? null : calendar.day(due), dueTime: hasHour ? clock(minutes) : null,
    remindAt: hasHour && random.chance(0.6) ? calendar.start + due * 86_400_000 + (minutes - (minutes % 15) - 30) * 60_000 : null,
    notes: random.chance(0.15) ? 'Voir la fiche avant d’appeler.' : null,
  }, actorOf(agent), said)
  if (state !== 'open') say('task.setState', { id, to: state }, actorOf(agent), done)
}

type Round = { key: string; member: DemoMember; title: string; due: number; every: number; unit: 'week' | 'month' | 'year'; done: number[] }

/** What comes back by itself: rounds of the agents, the manager's month, the admin's year. */
export function keepTeamTasks(story: Story): void {
  const { seed, calendar, agents, manager, admin, actorOf, say } = story
  if (story.contacts.length === 0) return
  // Only weeks are done here: a month is not as long from every day, and the story is the same whatever the day.
  const rounds: Round[] = [
    ...agents.map((member, index): Round => ({ key: member.id, member, title: weekly[index % weekly.length]!, due: index - 9, every: 1, unit: 'week', done: [9 - index] })),
    { key: 'manager', member: manager, title: 'Point de la semaine avec l’équipe', due: -8, every: 1, unit: 'week', done: [8] },
    { key: 'rents', member: manager, title: 'Vérifier les loyers encaissés', due: 3, every: 1, unit: 'month', done: [] },
    { key: 'prices', member: manager, title: 'Revoir les prix des biens restés trois mois', due: 18, every: 3, unit: 'month', done: [] },
    { key: 'insurance', member: admin, title: 'Renouveler l’assurance de l’agence', due: 26, every: 1, unit: 'year', done: [] },
  ]
  for (const [index, { key, member, title, due, every, unit, done }] of rounds.entries()) {
    const id = idOf(seed, 'round', key)
    const random = randomOf(seed, 'round', index)
    say('task.create', { id, title, priority: random.pick(['medium', 'high']), dueOn: calendar.day(due), repeat: { every, unit, until: null } }, actorOf(member),
      calendar.at(24 - index, 545 + index * 3))
    for (const ago of done) say('task.setState', { id, to: 'done' }, actorOf(member), calendar.at(ago, 1090 + index))
  }
  for (const [index, [who, due, title, dueTime]] of ofTheHouse.entries()) say('task.create', { id: idOf(seed, 'house', index), title, priority: 'high',
    dueOn: calendar.day(due), dueTime }, actorOf(who === 0 ? admin : manager), calendar.at(3, 600 + index * 20))
}
const ofTheHouse = [
  [0, 0, 'Rappeler le notaire pour la promesse de vente', '10:00'], [0, -1, 'Valider les annonces de la semaine', null], [0, 1, 'Payer la facture d’électricité', null],
  [1, 0, 'Relire le mandat exclusif avant signature', '11:30'], [1, -2, 'Répondre à la réclamation du locataire de Mermoz', null],
  [1, 0, 'Répartir les nouveaux prospects', null], [1, 2, 'Préparer la réunion des agents', '08:30'],
] as const
const weekly = ['Appeler les propriétaires de mes mandats', 'Relancer les clients sans nouvelles', 'Mettre à jour mes annonces', 'Tournée des biens libres'] as const
