import { Button } from '@mantine/core'
import { IconBrandWhatsapp, IconCheck, IconX } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { AlertMessageView } from '../../../../shared/modules/crm/model-views.ts'
import { formatPhone, whatsAppLink } from '../../../../shared/values/phone.ts'
import { Card, Cards } from '../../../components/show/card.tsx'
import { Day } from '../../../components/show/day.tsx'
import { EmptyState } from '../../../components/show/empty-state.tsx'
import { useCommand } from '../../../data/use-command.ts'
import { useCore } from '../../../data/use-core.ts'
import { ErrorNote } from '../../../feedback/error-note.tsx'
import { showError } from '../../../feedback/show.tsx'
import { showUndo } from '../../../feedback/show-undo.tsx'
import { useWords } from '../../../language/words.tsx'
import { MoreRows } from './more-rows.tsx'
import styles from './alerts.module.css'

const step = 20

/** Messages that are ready for clients, of one of them or of all: read, written on WhatsApp, marked as sent, or set aside. */
export function AlertMessages({ contactId, mine = false }: { contactId: string | null; mine?: boolean }) {
  const { t } = useWords()
  const [limit, setLimit] = useState(step)
  const { data, error, refetch } = useCore(['alerts', 'messages'], { contactId, mine, limit })
  if (error && !data) return <ErrorNote error={error} onRetry={() => void refetch()} />
  if (!data) return null
  if (data.count === 0) return <EmptyState drawing="rest" message={t('alert.messages.none')} />
  return (
    <>
      <p className={styles.count} role="status">
        {t('alert.messages.count', { count: data.count })}
      </p>
      <Cards>
        {data.rows.map((row) => (
          <MessageCard key={row.message.id} row={row} />
        ))}
      </Cards>
      <MoreRows shown={data.rows.length} count={data.count} onMore={() => setLimit(Math.min(200, limit + step))} />
    </>
  )
}

function MessageCard({ row }: { row: AlertMessageView }) {
  const { t } = useWords()
  const { run } = useCommand()
  const { message, contactName: name, number, text } = row
  async function set(to: 'sent' | 'dismissed') {
    try {
      const { commandId } = await run('alertMessage.setState', { id: message.id, to, text: to === 'sent' ? text : null })
      showUndo({ message: t(`alert.messages.said_${to}`, { name }), commandId })
    } catch (error) {
      showError(error)
    }
  }
  return (
    <Card
      head={
        <>
          <Link to="/contacts/$id" params={{ id: message.contactId }} className={styles.name}>
            {name}
          </Link>
          <span className={styles.muted}>
            {[t('alert.messages.properties', { count: row.count }), number ? formatPhone(number) : t('alert.messages.no_number'), row.agentName].filter(Boolean).join(' · ')}
          </span>
        </>
      }
      when={<Day at={message.updatedAt} withTime />}
      choices={
        <>
          {number ? (
            <Button
              component="a"
              href={whatsAppLink(number, text)}
              target="_blank"
              rel="noreferrer"
              size="xs"
              leftSection={<IconBrandWhatsapp size={16} aria-hidden />}
              aria-label={t('alert.messages.write_to', { name })}
            >
              {t('alert.messages.write')}
            </Button>
          ) : null}
          <Button size="xs" variant="default" leftSection={<IconCheck size={15} aria-hidden />} aria-label={t('alert.messages.sent_to', { name })} onClick={() => void set('sent')}>
            {t('alert.messages.sent')}
          </Button>
          <Button size="xs" variant="subtle" color="gray" leftSection={<IconX size={15} aria-hidden />} aria-label={t('alert.messages.dismiss_of', { name })} onClick={() => void set('dismissed')}>
            {t('alert.messages.dismiss')}
          </Button>
        </>
      }
    >
      <p className={styles.text}>{text}</p>
      {row.properties.some(({ isAvailable }) => !isAvailable) ? (
        <p className={styles.muted}>
          {row.properties
            .filter(({ isAvailable }) => !isAvailable)
            .map(({ title }) => `${title} : ${t('alert.messages.gone')}`)
            .join(' · ')}
        </p>
      ) : null}
    </Card>
  )
}
