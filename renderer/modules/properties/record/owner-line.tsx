import { ActionIcon, Avatar, Tooltip } from '@mantine/core'
import { IconBrandWhatsapp } from '@tabler/icons-react'
import type { OwnerView, PropertyView } from '../../../../shared/modules/properties/model-views.ts'
import { formatPhone, whatsAppLink } from '../../../../shared/values/phone.ts'
import { useWords } from '../../../language/words.tsx'
import styles from './owner-line.module.css'

export function initialsOf(name: string): string {
  const words = name.split(/[\s.]+/).filter((word) => /^\p{L}/u.test(word))
  return `${words[0]?.[0] ?? ''}${words.length > 1 ? words.at(-1)![0]! : ''}`.toLocaleUpperCase()
}

/** Owner and agent in two lines, for the panel. */
export function OwnerLine({ view }: { view: PropertyView }) {
  const { t } = useWords()
  if (!view.owner && !view.agent) return null
  return (
    <div className={styles.people}>
      {view.owner ? <Person role={t('property.owner')} name={view.owner.name} phone={view.owner.phones[0] ?? null} /> : null}
      {view.agent ? <Person role={t('property.agent')} name={view.agent.name} phone={null} /> : null}
    </div>
  )
}

function Person({ role, name, phone }: { role: string; name: string; phone: OwnerView['phones'][number] | null }) {
  return (
    <div className={styles.person}>
      <Avatar size={28} color="lagoon" aria-hidden>
        {initialsOf(name)}
      </Avatar>
      <span className={styles.text}>
        <span className={styles.name}>{name}</span>
        <span className={styles.role}>
          {role}
          {phone ? <> · {phone.e164 ? formatPhone(phone.e164) : phone.typed}</> : null}
        </span>
      </span>
      {phone ? <PhoneActions name={name} phone={phone} /> : null}
    </div>
  )
}

export function PhoneActions({ name, phone }: { name: string; phone: OwnerView['phones'][number] }) {
  const { t } = useWords()
  if (phone.e164 === null || !phone.whatsapp) return null
  const label = t('propertyRecord.whatsapp', { name })
  return (
    <Tooltip label={label}>
      <ActionIcon component="a" href={whatsAppLink(phone.e164)} target="_blank" rel="noreferrer" size={28} aria-label={label}>
        <IconBrandWhatsapp size={17} />
      </ActionIcon>
    </Tooltip>
  )
}
