import {
  IconAlertTriangle,
  IconCalendar,
  IconHomeSearch,
  IconMail,
  IconMessage,
  IconMessageQuestion,
  IconPhone,
  IconRefresh,
  IconStar,
} from '@tabler/icons-react'
import type { Interaction } from '../../../../shared/modules/crm/model-follow-up.ts'

export const talkIcons: Readonly<Record<Interaction['type'], typeof IconPhone>> = {
  call: IconPhone,
  message: IconMessage,
  email: IconMail,
  meeting: IconCalendar,
  visit: IconHomeSearch,
  inquiry: IconMessageQuestion,
  followUp: IconRefresh,
  complaint: IconAlertTriangle,
  feedback: IconStar,
}

/** How one usually talks so; it can be said otherwise. */
export const usualChannel: Readonly<Record<Interaction['type'], Interaction['channel']>> = {
  call: 'phone',
  message: 'whatsapp',
  email: 'email',
  meeting: 'inPerson',
  visit: 'inPerson',
  inquiry: 'phone',
  followUp: 'phone',
  complaint: 'phone',
  feedback: 'phone',
}

export const outcomeTones = {
  successful: 'lagoon',
  meetingScheduled: 'lagoon',
  callbackRequested: 'amber',
  followUpRequired: 'amber',
  noResponse: 'grey',
  unsuccessful: 'terracotta',
} as const satisfies Record<NonNullable<Interaction['outcome']>, string>

/** The hour at which a day's follow-ups are due, where none is said. */
export const followTime = '09:00'
