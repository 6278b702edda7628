import { useCallback } from 'react'
import type { Contact } from '../../../shared/modules/crm/model.ts'
import { formatDay } from '../../../shared/values/period.ts'
import { useCore } from '../../data/use-core.ts'
import { useWords } from '../../language/words.tsx'

/** What a field of a contact says, in words; null where it says nothing. */
export function useContactWords(): (contact: Contact, name: string) => string | null {
  const { t, language } = useWords()
  const team = useCore(['team', 'list'], {})
  return useCallback(
    (contact, name) => {
      switch (name) {
        case 'kind':
          return t(`contacts.kinds.${contact.kind}`)
        case 'language':
          return contact.language && t(`contacts.languages.${contact.language}`)
        case 'maritalStatus':
          return contact.maritalStatus && t(`contact.maritalStatuses.${contact.maritalStatus}`)
        case 'preferredChannel':
          return contact.preferredChannel && t(`contacts.page.channels.${contact.preferredChannel}`)
        case 'preferredTime':
          return contact.preferredTime && t(`contact.times.${contact.preferredTime}`)
        case 'clientStatus':
          return contact.clientStatus && t(`contact.clientStatuses.${contact.clientStatus}`)
        case 'priority':
          return contact.priority && t(`followUp.priorities.${contact.priority}`)
        case 'birthDate':
          return contact.birthDate && formatDay(contact.birthDate, { language })
        case 'agentId':
          return team.data?.find((member) => member.id === contact.agentId)?.name ?? null
        default: {
          const value = contact[name as keyof Contact]
          return typeof value === 'string' ? value : null
        }
      }
    },
    [t, language, team.data],
  )
}
