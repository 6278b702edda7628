import { Button } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { Link } from '@tanstack/react-router'
import type { ContactBrief } from '../../../../shared/modules/crm/model-views.ts'
import { useCore } from '../../../data/use-core.ts'
import { useWords } from '../../../language/words.tsx'
import { phoneInWords } from '../contact-columns.tsx'
import { useLeadWords } from './lead-words.ts'
import styles from './leads.module.css'

type AlikeWarningProps = { name: string; phone: string; email: string; onAttach: (client: ContactBrief) => void }

/** Leads and clients with this number, this address or this name, before they are entered twice. */
export function AlikeWarning({ name, phone, email, onAttach }: AlikeWarningProps) {
  const { t } = useWords()
  const words = useLeadWords()
  // A first name alone says nothing: half of Dakar is called Fatou or Mamadou.
  const fullName = /\S\s+\S{2}/.test(name.trim()) ? name.trim() : null
  const digits = phone.replace(/\D/g, '').length
  const [probe] = useDebouncedValue({ phone: digits >= 6 ? phone.trim() : null, email: /\S@\S/.test(email) ? email.trim() : null, name: fullName }, 200)
  const asked = probe.phone !== null || probe.email !== null || probe.name !== null
  const clients = useCore(['contacts', 'alike'], probe, { enabled: asked })
  const leads = useCore(['leads', 'alike'], probe, { enabled: asked })
  const knownClients = asked ? (clients.data ?? []).slice(0, 3) : []
  const knownLeads = asked ? (leads.data ?? []).slice(0, 3) : []
  return (
    <div role="status" aria-live="polite">
      {knownClients.length + knownLeads.length === 0 ? null : (
        <div className={styles.alike}>
          <strong>{t('leads.form.alike')}</strong>
          <ul>
            {knownClients.map((one) => (
              <li key={one.id}>
                <Link to="/contacts/$id" params={{ id: one.id }} search={{}}>
                  {one.name}
                </Link>{' '}
                · {[t('leads.form.alike_client'), one.phones[0] ? phoneInWords(one.phones[0]) : one.email].filter(Boolean).join(' · ')}
                <Button size="compact-xs" variant="default" onClick={() => onAttach(one)} aria-label={`${t('leads.form.attach')} : ${one.name}`}>
                  {t('leads.form.attach')}
                </Button>
              </li>
            ))}
            {knownLeads.map((one) => (
              <li key={one.id}>
                <Link to="/leads/$id" params={{ id: one.id }} search={{}}>
                  {one.name}
                </Link>{' '}
                · {[t('leads.form.alike_lead', { status: t(`lead.statuses.${one.status}`) }), words.phone(one) ?? one.email].filter(Boolean).join(' · ')}
              </li>
            ))}
          </ul>
        </div>
      )}
    </div>
  )
}
