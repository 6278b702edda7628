import { SegmentedControl } from '@mantine/core'
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
  async function set(purpose: Purpose, channel: Channel, given: boolean) {
    try {
      await run('contact.setConsent', { id: view.contact.id, purpose, channel, given, day: today })
    } catch (error) {
      showError(error)
    }
  }
  return (
    <>
      <p className={styles.hint}>{t('contacts.page.consents_hint')}</p>
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
                  {known
                    ? t(known.given ? 'contacts.page.consent_given' : 'contacts.page.consent_refused', {
                        day: formatDay(known.day, { language, today }),
                      })
                    : t('contacts.page.consent_unknown')}
                </span>
                <SegmentedControl
                  size="xs"
                  disabled={!view.mayEdit}
                  aria-label={t('contacts.page.consent_for', { purpose: t(`contacts.page.purposes.${purpose}`), channel: name })}
                  data={[
                    { value: 'yes', label: t('common.answer.yes') },
                    { value: 'no', label: t('common.answer.no') },
                  ]}
                  value={known ? (known.given ? 'yes' : 'no') : ''}
                  onChange={(next) => void set(purpose, channel, next === 'yes')}
                />
              </div>
            )
          })}
        </div>
      ))}
    </>
  )
}
