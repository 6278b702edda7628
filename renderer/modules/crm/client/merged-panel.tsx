import { Link } from '@tanstack/react-router'
import type { ClientLife } from '../../../../shared/modules/crm/model-views.ts'
import { contact as contactEntity } from '../../../../shared/modules/crm/model.ts'
import { Panel } from '../../../components/show/panel.tsx'
import { useWords } from '../../../language/words.tsx'
import { useContactWords } from '../contact-words.ts'
import styles from './client.module.css'

/** Records that became a part of this one, with what they said differently, and the leads that he came as. */
export function MergedPanel({ life }: { life: ClientLife }) {
  const { t, tKey } = useWords()
  const words = useContactWords()
  return (
    <>
      {life.merged.length === 0 ? null : (
        <Panel title={t('client.merged_title')}>
          {life.merged.map(({ contact, differs }) => (
            <div key={contact.id} className={styles.merged}>
              <Link to="/contacts/$id" params={{ id: contact.id }} search={{}}>
                {contact.name}
              </Link>
              {differs.length === 0 ? null : (
                <dl className={styles.pairs} aria-label={t('client.merged_from')}>
                  {differs.map((name) => (
                    <div key={name}>
                      <dt>{tKey(contactEntity.fields[name as keyof typeof contactEntity.fields].label)}</dt>
                      <dd>{words(contact, name)}</dd>
                    </div>
                  ))}
                </dl>
              )}
            </div>
          ))}
        </Panel>
      )}
      {life.leads.length === 0 ? null : (
        <Panel title={t('client.leads')}>
          <ul className={styles.plain}>
            {life.leads.map((lead) => (
              <li key={lead.id}>
                <Link to="/leads/$id" params={{ id: lead.id }} search={{}}>
                  {lead.name}
                </Link>{' '}
                · {t(`lead.statuses.${lead.status}`)} · {t(`lead.sources.${lead.source}`)}
              </li>
            ))}
          </ul>
        </Panel>
      )}
    </>
  )
}
