import { ActionIcon, Button, Tooltip } from '@mantine/core'
import { IconBrandWhatsapp, IconThumbDown } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import type { ClientMatch } from '../../../../shared/modules/crm/model-views.ts'
import { Day } from '../../../components/show/day.tsx'
import { EmptyState } from '../../../components/show/empty-state.tsx'
import { Tag } from '../../../components/show/status-badge.tsx'
import { useCore } from '../../../data/use-core.ts'
import { ErrorNote } from '../../../feedback/error-note.tsx'
import { useWords } from '../../../language/words.tsx'
import { phoneInWords } from '../contact-columns.tsx'
import { wishInWords } from '../../../../shared/modules/crm/rules-wish-words.ts'
import { AlmostTitle } from './properties-for-client.tsx'
import type { Proposed } from './proposal.ts'
import { ProposeDialog } from './propose-dialog.tsx'
import { ReasonChips } from './reasons.tsx'
import { ScoreMark } from './score-mark.tsx'
import { useRefuse } from './use-refuse.ts'
import { WalkList } from './walk-list.tsx'
import styles from './matching.module.css'

const mostShown = 100

/** Whom a property suits, the best first, with the reasons and a message that is ready. */
export function ClientsForProperty({ property }: { property: Proposed }) {
  const { t, language } = useWords()
  const navigate = useNavigate()
  const refuse = useRefuse()
  const [proposed, setProposed] = useState<string | null>(null)
  const { data, error, refetch } = useCore(['matching', 'clients'], { propertyId: property.id, limit: mostShown })
  const groups = useMemo(
    () =>
      [
        { key: 'match', title: null, items: data?.match ?? [] },
        { key: 'almost', title: <AlmostTitle />, items: data?.almost ?? [] },
      ].filter(({ items }) => items.length > 0),
    [data],
  )
  if (error && !data) return <ErrorNote error={error} onRetry={() => void refetch()} />
  if (!data) return null
  const number = (value: number) => new Intl.NumberFormat(language).format(value)
  const open = ({ contact, search }: ClientMatch) => void navigate({ to: '/contacts/$id', params: { id: contact.id }, search: { tab: 'searches', show: search.id } })
  const { counts } = data
  if (counts.match + counts.almost === 0) return <EmptyState drawing="people" message={t('matching.nobody')} />
  return (
    <div className={styles.results}>
      <div className={styles.counts} role="status">
        <strong>{t('matching.clients', { count: counts.match, number: number(counts.match) })}</strong>
        {counts.almost === 0 ? null : <span>· {t('matching.almost', { count: counts.almost, number: number(counts.almost) })}</span>}
        <span className={styles.keys} aria-hidden>
          {t('matching.keys_clients')}
        </span>
      </div>
      <WalkList
        label={t('matching.interested')}
        groups={groups}
        idOf={({ search }) => search.id}
        openId={null}
        onOpen={open}
        onWalk={open}
        onLetter={(letter, { contact, mayEdit }) => {
          if (letter === 'w') setProposed(contact.id)
          if (letter === 'x' && mayEdit) void refuse(contact.id, property)
        }}
        row={(one) => <ClientLine match={one} />}
        actions={({ contact, search, mayEdit, between }) => (
          <>
            <Tooltip label={t('matching.propose.action')}>
              <ActionIcon size={28} aria-label={`${t('matching.propose.action')} : ${contact.name}`} onClick={() => setProposed(contact.id)}>
                <IconBrandWhatsapp size={18} />
              </ActionIcon>
            </Tooltip>
            {mayEdit && between.interest?.state !== 'lost' ? (
              <Tooltip label={t('matching.not_interested')}>
                <ActionIcon size={28} aria-label={`${t('matching.not_interested')} : ${contact.name}`} onClick={() => void refuse(contact.id, property)}>
                  <IconThumbDown size={16} />
                </ActionIcon>
              </Tooltip>
            ) : null}
            <Button size="compact-xs" variant="subtle" onClick={() => void navigate({ to: '/matching', search: { search: search.id } })} aria-label={`${t('matching.open_matching')} : ${contact.name}`}>
              {t('matching.open_matching')}
            </Button>
          </>
        )}
      />
      {proposed ? <ProposeDialog contactId={proposed} property={property} onClose={() => setProposed(null)} /> : null}
    </div>
  )
}

function ClientLine({ match: { contact, search, score, reasons, between } }: { match: ClientMatch }) {
  const words = useWords()
  const { t } = words
  const phone = contact.phones[0]
  return (
    <>
      <ScoreMark score={score} />
      <span className={styles.line}>
        <span className={styles.lineHead}>
          <span className={styles.lineTitle}>{contact.name}</span>
          {phone ? <span className={styles.linePhone}>{phoneInWords(phone)}</span> : null}
          {between.interest?.state === 'lost' ? <Tag tone="grey">{t('matching.refused_state')}</Tag> : between.interest ? <Tag tone="line">{t(`interest.steps.${between.interest.step}`)}</Tag> : null}
          {between.proposedAt ? (
            <Tag tone="lagoon">
              {t('matching.proposed')}&nbsp;
              <Day at={between.proposedAt} />
            </Tag>
          ) : null}
        </span>
        <span className={styles.lineMeta}>{[search.title, ...wishInWords(search, words)].filter(Boolean).join(' · ')}</span>
        <ReasonChips reasons={reasons} currency={search.currency} />
      </span>
    </>
  )
}
