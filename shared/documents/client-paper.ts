import type { Content, TableCell } from 'pdfmake/interfaces'
import type { ClientSearch } from '../modules/crm/model-search.ts'
import type { PhoneView } from '../modules/crm/model-views.ts'
import type { ClientReport } from '../modules/crm/model-reports.ts'
import { wishInWords } from '../modules/crm/rules-wish-words.ts'
import { formatDay, formatInstant } from '../values/period.ts'
import { formatPhone } from '../values/phone.ts'
import { aside, card, colours, factsGrid, list, section, titleBlock } from './paper.ts'
import type { Paper } from './paper.ts'
import type { Reader } from './reader.ts'

/** Of each list the latest, so that a client of ten years is still some pages. */
const most = 40
/** Characters and lines of one talk or note: it stays whole on its page. */
const mostText = 1500
const mostLines = 25

/** A client on paper: who he is and how to reach him, what he looks for and looked at, what is to be done, what was said and noted. */
export function clientPaper(report: ClientReport, logo: Uint8Array | null, reader: Reader): Paper {
  const { t } = reader
  const { contact } = report.view
  const said = { title: t('report.client.title'), subject: contact.name }
  return {
    head: report, logo, ...said, foot: t('report.client.private'),
    content: [
      titleBlock(report, said.title, said.subject, reader), marks(report, reader), ...(contact.mergedInto === null ? [] : [{ text: t('report.client.merged'), color: colours.terracotta, margin: [0, 0, 0, 6] } as Content]),
      phones(report, reader), ...identity(report, reader), ...consents(report, reader), ...searches(report, reader), ...interests(report, reader), ...tasks(report, reader), ...talks(report, reader), ...notes(report, reader),
    ],
  }
}

/** How far he is, as a line of marks: status, priority, score, roles, tags. */
function marks({ view, score }: ClientReport, { t }: Reader): Content {
  const { contact, roles, tags } = view
  const words = [
    contact.clientStatus && t(`contact.clientStatuses.${contact.clientStatus}`), contact.priority && `${t('contact.priority')} : ${t(`followUp.priorities.${contact.priority}`).toLowerCase()}`,
    contact.clientStatus === null ? null : t('leads.score_short', { number: score }), ...roles.map((role) => t(`contacts.roles.${role}`)), ...tags.map((tag) => `#${tag}`),
  ].filter((word): word is string => Boolean(word))
  if (!words.length) return ''
  return { margin: [0, 0, 0, 10], text: words.flatMap((word) => [{ text: `\u00a0${word.replaceAll(' ', '\u00a0')}\u00a0`, background: colours.tint, color: colours.lagoon, bold: true, fontSize: 8.5 }, { text: '  ' }]) }
}

function phones({ view }: ClientReport, { t }: Reader): Content {
  if (!view.phones.length) return ''
  const uses = ({ whatsapp, wave, orangeMoney }: PhoneView): string => [whatsapp && t('contact.whatsapp'), wave && t('contact.wave'), orangeMoney && t('contact.orangeMoney')].filter(Boolean).join(' · ')
  return {
    margin: [0, 0, 0, 4],
    table: { widths: [96, 'auto', '*'], body: view.phones.map((phone, i): TableCell[] => [{ text: i === 0 ? t('report.client.phones') : '', color: colours.muted, fontSize: 8.5 }, { text: phone.e164 === null ? phone.typed : formatPhone(phone.e164), bold: true, fontSize: 10.5, noWrap: true }, { text: uses(phone), color: colours.muted, fontSize: 8.5, margin: [8, 1, 0, 0] }]) },
    layout: { hLineWidth: () => 0, vLineWidth: () => 0, paddingLeft: () => 0, paddingRight: () => 0, paddingTop: () => 1.5, paddingBottom: () => 1.5 },
  }
}

function identity({ view: { contact }, agentName, agency }: ClientReport, { t, language }: Reader): Content[] {
  const both = [contact.firstName, contact.lastName].filter(Boolean).join(' ')
  return [
    ...section(t('report.client.identity'), factsGrid([
      [t('contact.kind'), t(`contacts.kinds.${contact.kind}`)], [t('client.merge.names'), both === contact.name ? null : both || null], [t('contact.email'), contact.email], [t('report.client.agent'), agentName],
      [t('contact.birthDate'), contact.birthDate && formatDay(contact.birthDate, { language })], [t('contact.nationality'), contact.nationality],
      [t('contact.maritalStatus'), contact.maritalStatus && t(`contact.maritalStatuses.${contact.maritalStatus}`)], [t('contact.language'), contact.language && t(`contacts.languages.${contact.language}`)],
      [t('contact.preferredChannel'), contact.preferredChannel && t(`contacts.page.channels.${contact.preferredChannel}`)], [t('contact.preferredTime'), contact.preferredTime && t(`contact.times.${contact.preferredTime}`)],
      [t('contact.address'), contact.address], [t('contact.source'), contact.source], [t('contact.createdAt'), formatInstant(contact.createdAt, { language, zone: agency.zone })], [t('contact.updatedAt'), formatInstant(contact.updatedAt, { language, zone: agency.zone })],
    ])),
    ...(contact.notes ? [{ text: clipped(contact.notes), margin: [0, 6, 0, 0] } as Content] : []),
  ]
}

function consents({ view }: ClientReport, { t, language }: Reader): Content[] {
  if (!view.consents.length) return []
  return [
    list(t('report.client.consents'), ['*', '*', 'auto', '*'], [t('contact.consentPurpose'), t('contact.consentChannel'), t('contact.consent'), t('contact.consentSource')], view.consents.map(({ purpose, channel, given, day, source }) => [
      t(`contacts.page.purposes.${purpose}`), t(`contacts.page.channels.${channel}`), { text: t('report.client.consent_day', { answer: t(given ? 'report.client.consent_yes' : 'report.client.consent_no'), day: formatDay(day, { language }) }), noWrap: true }, source ?? '',
    ])),
  ]
}

function searches({ searches: all }: ClientReport, reader: Reader): Content[] {
  const { t } = reader
  if (!all.length) return []
  const more = (search: ClientSearch): string => [search.timeframe && t(`search.timeframes.${search.timeframe}`), search.financing === 'notSure' ? null : t(`search.financings.${search.financing}`)].filter(Boolean).join(' · ')
  const [first, ...others] = all.map((search) => {
    const [contract, ...rest] = wishInWords(search, reader)
    return card(search.title ?? contract!, t(`search.states.${search.state}`), [
      { text: (search.title === null ? rest : [contract!, ...rest]).join(' · '), margin: [0, 2, 0, 0] }, ...(more(search) ? [{ text: more(search), fontSize: 8.5, color: colours.muted, margin: [0, 2, 0, 0] } as Content] : []),
      ...(search.notes ? [{ text: clipped(search.notes), fontSize: 8.5, margin: [0, 3, 0, 0] } as Content] : []),
    ])
  })
  return section(t('report.client.searches'), first!, ...others)
}

function interests({ interests: all, agency }: ClientReport, reader: Reader): Content[] {
  const { t, language } = reader
  if (!all.length) return []
  return [
    list(t('report.client.interests'), ['*', 'auto', 'auto', 'auto'], [t('interest.property'), t('interest.step'), t('interest.level'), t('interest.at')], all.slice(0, most).map((one) => [
      { text: [one.propertyTitle, ...(one.propertyReference ? [{ text: `  ${one.propertyReference}`, color: colours.muted, fontSize: 8.5 }] : [])] }, t(`interest.steps.${one.step}`), t(`interest.levels.${one.level}`), dated(one.at, agency.zone, language),
    ])),
    ...latest(all.length, reader),
  ]
}

function tasks({ tasks: all }: ClientReport, reader: Reader): Content[] {
  const { t, language } = reader
  if (!all.length) return []
  return [
    list(t('report.client.tasks'), ['auto', '*', 'auto', 'auto'], [t('task.dueOn'), t('task.title'), t('task.assignee'), t('task.priority')], all.slice(0, most).map((one) => [
      { text: one.dueOn === null ? t('report.client.no_day') : [formatDay(one.dueOn, { language }), one.dueTime].filter(Boolean).join(' '), noWrap: true }, { stack: [one.title, ...(one.notes ? [{ text: clipped(one.notes), fontSize: 8.5, color: colours.muted }] : [])] }, one.memberName ?? '', t(`followUp.priorities.${one.priority}`),
    ])),
    ...latest(all.length, reader),
  ]
}

function talks({ talks: all, agency }: ClientReport, reader: Reader): Content[] {
  const { t, language } = reader
  if (all === null) return []
  if (!all.length) return section(t('report.client.talks'), aside(t('report.client.none')))
  return [
    list(t('report.client.talks'), ['auto', 'auto', '*', 'auto'], [t('interaction.at'), t('interaction.type'), t('interaction.subject'), t('interaction.outcome')], all.slice(0, most).map((one) => [
      { text: formatInstant(one.at, { language, zone: agency.zone }), noWrap: true }, { stack: [{ text: t(`interaction.types.${one.type}`), noWrap: true }, { text: t(`followUp.channels.${one.channel}`), fontSize: 8, color: colours.muted }] },
      { stack: [{ text: one.subject, bold: true }, ...(one.content ? [{ text: clipped(one.content), fontSize: 8.5 }] : []), { text: [one.memberName && t('report.client.by', { name: one.memberName }), one.propertyTitle].filter(Boolean).join(' · '), fontSize: 8, color: colours.muted }] },
      { text: one.outcome ? t(`interaction.outcomes.${one.outcome}`) : t(`interaction.statuses.${one.status}`), fontSize: 8.5 },
    ])),
    ...latest(all.length, reader),
  ]
}

function notes({ notes: all, agency }: ClientReport, reader: Reader): Content[] {
  const { t, language } = reader
  if (all === null) return []
  if (!all.length) return section(t('report.client.notes'), aside(t('report.client.none')))
  return [
    list(t('report.client.notes'), ['auto', '*'], [t('contact.createdAt'), t('note.content')], all.slice(0, most).map((one) => [
      { stack: [dated(one.createdAt, agency.zone, language), ...(one.memberName ? [{ text: one.memberName, fontSize: 8, color: colours.muted }] : [])] },
      { stack: [...(one.title ? [{ text: one.title, bold: true }] : []), { text: clipped(one.content) }, ...marksOf(one, reader)] },
    ])),
    ...latest(all.length, reader),
  ]
}

function marksOf({ isImportant, isPinned }: { isImportant: boolean; isPinned: boolean }, { t }: Reader): Content[] {
  const words = [isImportant && t('note.isImportant'), isPinned && t('note.isPinned')].filter(Boolean)
  return words.length ? [{ text: words.join(' · '), fontSize: 8, color: colours.terracotta }] : []
}

const latest = (all: number, { t }: Reader): Content[] => (all > most ? [aside(t('report.client.latest', { count: most, all }))] : [])
const dated = (at: number, zone: string, language: Reader['language']): Content => ({ text: formatInstant(at, { language, zone }), noWrap: true })

function clipped(text: string): string {
  const short = text.split('\n').slice(0, mostLines).join('\n').slice(0, mostText)
  return short.length < text.length ? `${short.trimEnd()}…` : text
}
