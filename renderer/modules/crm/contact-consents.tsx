import { SegmentedControl, TextInput } from '@mantine/core'
import { useState } from 'react'
import { consentChannels, consentPurposes } from '../../../shared/modules/crm/model.ts'
import type { ContactView } from '../../../shared/modules/crm/model-views.ts'
import { dayOfInstant, formatDay } from '../../../shared/values/period.ts'
import { useCommand } from '../../data/use-command.ts'
import { showError } from '../../feedback/show.tsx'
import { useWords } from '../../language/words.tsx'
import { useAgencyFrame } from '../../session/session.tsx'
import styles from './contacts.module.css'

type Purpose = (typeof consentPurposes)[number]
type Channel = (typeof consentChannels)[number]

/** Said for each purpose and channel, with its day: one big switch proves nothing. */
export function ContactConsents({ view }: { view: ContactView }) {
  const { t, language } = useWords()
  const { zone } = useAgencyFrame()
  const { run } = useCommand()
  const today = dayOfInstant(Date.now(), zone)
  const [source, setSource] = useState('')
  async function set(purpose: Purpose, channel: Channel, given: boolean) {
    try {
      await run('contact.setConsent', { id: view.contact.id, purpose, channel, given, day: today, source: source.trim() || null })
    } catch (error) {
      showError(error)
    }
  }
  function saidOf({ given, day, source: from }: ContactView['consents'][number]): string {
    const words = t(given ? 'contacts.page.consent_given' : 'contacts.page.consent_refused', { day: formatDay(day, { language, today }) })
    return from === null ? words : t('client.consent.from', { words, source: from })
  }
  return (
    <>
      <p className={styles.hint}>{t('contacts.page.consents_hint')}</p>
      {view.mayEdit ? (
        <TextInput
          size="xs"
          mb="xs"
          maxLength={200}
          label={t('client.consent.ask')}
          placeholder={t('client.consent.source_hint')}
          value={source}
          onChange={(event) => setSource(event.currentTarget.value)}
        />
      ) : null}
      {consentPurposes.map((purpose) => (
        <div key={purpose} className={styles.consentGroup}>
          <h3 className={styles.consentTitle}>{t(`contacts.page.purposes.${purpose}`)}</h3>
          {consentChannels.map((channel) => {
            const known = view.consents.find((consent) => consent.purpose === purpose && consent.channel === channel)
            const name = t(`contacts.page.channels.${channel}`)
            return (
              <div key={channel} className={styles.consent}>
                <span className={styles.consentName}>{name}</span>
                <span className={styles.quiet}>
                  {known ? saidOf(known) : t('contacts.page.consent_unknown')}
                </span>
                {view.mayEdit ? (
                  <SegmentedControl
                    size="xs"
                    aria-label={t('contacts.page.consent_for', { purpose: t(`contacts.page.purposes.${purpose}`), channel: name })}
                    data={[
                      { value: 'yes', label: t('common.answer.yes') },
                      { value: 'no', label: t('common.answer.no') },
                    ]}
                    value={known ? (known.given ? 'yes' : 'no') : ''}
                    onChange={(next) => void set(purpose, channel, next === 'yes')}
                  />
                ) : null}
              </div>
            )
          })}
        </div>
      ))}
    </>
  )
}
