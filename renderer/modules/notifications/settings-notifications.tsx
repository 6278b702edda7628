import { Checkbox, Switch, TextInput } from '@mantine/core'
import { useState } from 'react'
import { noticeTopics } from '../../../shared/modules/notifications/model.ts'
import type { NoticeChannel, NoticeTopic, Quiet } from '../../../shared/modules/notifications/model.ts'
import { useCommand } from '../../data/use-command.ts'
import { useCore } from '../../data/use-core.ts'
import { showError } from '../../feedback/show.tsx'
import { useWords } from '../../language/words.tsx'
import styles from './notifications.module.css'

/** What acts here: the list of the application; and the system's own notifications, which a browser window has none of. */
const channels: readonly ('inApp' | 'native')[] = location.protocol === 'app:' ? ['inApp', 'native'] : ['inApp']
const usual = { fromTime: '20:00', untilTime: '07:00' }

/** Of what somebody is told, in which way, and when he is left in peace. Each choice is kept at once. */
export function NotificationsPart() {
  const { t } = useWords()
  const { run } = useCommand()
  const { data } = useCore(['notifications', 'settings'], {})
  if (!data) return null
  const { choices, quiet, zone } = data
  const keep = async (input: Parameters<typeof run<'notification.setPreferences'>>[1]) => {
    try {
      await run('notification.setPreferences', input)
    } catch (error) {
      showError(error)
    }
  }
  const choose = (topic: NoticeTopic, channel: NoticeChannel, enabled: boolean) => void keep({ choices: [{ topic, channel, enabled }] })
  const setQuiet = (hours: Omit<Quiet, 'zone'> | null) => void keep({ choices: [], quiet: hours && { ...hours, zone: quiet?.zone ?? zone } })
  return (
    <>
      <p className={styles.note}>{t('notice.settings.text')}</p>
      <table className={styles.choices}>
        <thead>
          <tr>
            <th scope="col">{t('notice.topic')}</th>
            {channels.map((channel) => (
              <th key={channel} scope="col">
                {t(`notice.channels.${channel}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {noticeTopics.map((topic) => (
            <tr key={topic}>
              <th scope="row">
                {t(`notice.topics.${topic}`)}
                <span className={styles.about}>{t(`notice.about.${topic}`)}</span>
              </th>
              {channels.map((channel) => (
                <td key={channel}>
                  <Checkbox
                    aria-label={`${t(`notice.topics.${topic}`)} : ${t(`notice.channels.${channel}`)}`}
                    checked={choices[topic][channel] && (channel === 'inApp' || choices[topic].inApp)}
                    disabled={channel !== 'inApp' && !choices[topic].inApp}
                    onChange={(event) => choose(topic, channel, event.currentTarget.checked)}
                  />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <div className={styles.quiet}>
        <Switch
          label={t('notice.settings.quiet')}
          description={t('notice.settings.quiet_text')}
          checked={quiet !== null}
          onChange={(event) => setQuiet(event.currentTarget.checked ? usual : null)}
        />
        {quiet ? (
          <div className={styles.hours}>
            <Hour key={`from ${quiet.fromTime}`} label={t('notice.fromTime')} value={quiet.fromTime} onKeep={(fromTime) => setQuiet({ fromTime, untilTime: quiet.untilTime })} />
            <Hour key={`until ${quiet.untilTime}`} label={t('notice.untilTime')} value={quiet.untilTime} onKeep={(untilTime) => setQuiet({ fromTime: quiet.fromTime, untilTime })} />
            <span className={styles.zone}>{t('notice.settings.zone', { zone: quiet.zone })}</span>
          </div>
        ) : null}
      </div>
    </>
  )
}

/** An hour of the day, kept when it is left whole. */
function Hour({ label, value, onKeep }: { label: string; value: string; onKeep: (time: string) => void }) {
  const [typed, setTyped] = useState(value)
  const leave = () => {
    if (/^\d\d:\d\d$/.test(typed) && typed !== value) onKeep(typed)
    else setTyped(value)
  }
  return <TextInput type="time" label={label} w={120} value={typed} onChange={(event) => setTyped(event.currentTarget.value)} onBlur={leave} />
}
