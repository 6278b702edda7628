import { ActionIcon, Button, Tooltip } from '@mantine/core'
import { IconBrandWhatsapp, IconPencil, IconThumbDown, IconUser } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useMemo, useRef, useState } from 'react'
import type { PropertyMatch, Whose } from '../../../../shared/modules/crm/model-views.ts'
import type { Tolerance } from '../../../../shared/modules/crm/rules-matching-distances.ts'
import { Day } from '../../../components/show/day.tsx'
import { EmptyState } from '../../../components/show/empty-state.tsx'
import { Photo } from '../../../components/show/photo.tsx'
import { Tag } from '../../../components/show/status-badge.tsx'
import { useCore } from '../../../data/use-core.ts'
import { ErrorNote } from '../../../feedback/error-note.tsx'
import { useScreenKeys } from '../../../frame/use-screen-keys.ts'
import { useWords } from '../../../language/words.tsx'
import { PropertyPanel } from '../../properties/list/property-panel.tsx'
import { usePropertyWords } from '../../properties/property-words.ts'
import { wishInWords } from '../../../../shared/modules/crm/rules-wish-words.ts'
import { ProposeDialog } from './propose-dialog.tsx'
import { ReasonChips, ReasonList } from './reasons.tsx'
import { ScoreMark } from './score-mark.tsx'
import { ToleranceSliders } from './tolerance-sliders.tsx'
import { useFrame } from './use-frame.ts'
import { useRefuse } from './use-refuse.ts'
import { WalkList } from './walk-list.tsx'
import styles from './matching.module.css'

const mostShown = 100

type PropertiesForClientProps = { searchId: string; open: string | null; onOpen: (id: string | null) => void }

/** What suits one search, the best first, with the reasons; the sliders move the list while they are moved. */
export function PropertiesForClient({ searchId, open, onOpen }: PropertiesForClientProps) {
  const [moved, setMoved] = useState<Partial<Tolerance>>({})
  const tolerance = useFrame(moved)
  const { data, error, refetch } = useCore(['matching', 'properties'], { searchId, tolerance, limit: mostShown })
  if (error) return <ErrorNote error={error} onRetry={() => void refetch()} />
  const whose = data?.whose
  // The list before another search was chosen is not this one's.
  if (!whose || whose.search.id !== searchId) return null
  return (
    <div className={styles.split}>
      <div className={styles.left}>
        <WhoseSearch whose={whose} />
        <ToleranceSliders wish={whose.search} moved={moved} onMove={setMoved} />
      </div>
      <Results whose={whose} match={data.match} almost={data.almost} counts={data.counts} open={open} onOpen={onOpen} />
    </div>
  )
}

function WhoseSearch({ whose: { search, contact, mayEdit } }: { whose: Whose }) {
  const words = useWords()
  const { t } = words
  return (
    <section className={styles.whose} aria-label={t('matching.search')}>
      <Link to="/contacts/$id" params={{ id: contact.id }} search={{}} className={styles.client} aria-label={t('matching.open_client', { name: contact.name })}>
        <IconUser size={15} aria-hidden />
        {contact.name}
      </Link>
      {search.title ? <strong>{search.title}</strong> : null}
      <ul className={styles.wish}>
        {wishInWords(search, words).map((part) => (
          <li key={part}>{part}</li>
        ))}
      </ul>
      {mayEdit ? (
        <Button
          size="compact-sm"
          variant="subtle"
          leftSection={<IconPencil size={14} />}
          renderRoot={(props) => <Link {...props} to="/contacts/$id" params={{ id: contact.id }} search={{ tab: 'searches', edit: search.id }} />}
        >
          {t('matching.change_criteria')}
        </Button>
      ) : (
        <p className={styles.hint}>{t('matching.read_only')}</p>
      )}
    </section>
  )
}

type ResultsProps = {
  whose: Whose
  match: PropertyMatch[]
  almost: PropertyMatch[]
  counts: { match: number; almost: number }
  open: string | null
  onOpen: (id: string | null) => void
}

function Results({ whose, match, almost, counts, open, onOpen }: ResultsProps) {
  const { t, language } = useWords()
  const { search, contact, mayEdit } = whose
  const refuse = useRefuse()
  const [proposed, setProposed] = useState<PropertyMatch['row'] | null>(null)
  const screen = useRef<HTMLDivElement>(null)
  const number = (value: number) => new Intl.NumberFormat(language).format(value)
  const [shown, aside] = useMemo(() => {
    const isAside = ({ between }: PropertyMatch) => between?.interest?.state === 'lost'
    const refused = [...match, ...almost].filter(isAside)
    return [{ match: match.filter((one) => !isAside(one)), almost: almost.filter((one) => !isAside(one)) }, refused]
  }, [match, almost])
  const groups = useMemo(
    () =>
      [
        { key: 'match', title: null, items: shown.match },
        { key: 'almost', title: <AlmostTitle />, items: shown.almost },
      ].filter(({ items }) => items.length > 0),
    [shown],
  )
  const all = [...shown.match, ...shown.almost]
  const at = all.findIndex(({ row }) => row.id === open)
  const opened = all[at] ?? aside.find(({ row }) => row.id === open)
  const step = (by: 1 | -1) => {
    const next = at < 0 ? undefined : all[at + by]
    return next ? () => onOpen(next.row.id) : null
  }
  const close = () => {
    onOpen(null)
    document.querySelector<HTMLElement>(`[data-row="${CSS.escape(open ?? '')}"] [data-row-button]`)?.focus()
  }
  useScreenKeys(screen, (event) => {
    if (event.key !== 'Escape' || open === null) return
    event.preventDefault()
    close()
  })
  return (
    <div className={styles.resultsAndPanel} ref={screen}>
      <div className={styles.results}>
        <div className={styles.counts} role="status">
          <strong>{t('matching.matches', { count: counts.match, number: number(counts.match) })}</strong>
          {counts.almost === 0 ? null : <span>· {t('matching.almost', { count: counts.almost, number: number(counts.almost) })}</span>}
          {counts.match > mostShown ? <span>· {t('matching.first', { number: number(mostShown) })}</span> : null}
          <span className={styles.keys} aria-hidden>
            {t('matching.keys')}
          </span>
        </div>
        {all.length === 0 && aside.length === 0 ? <EmptyState drawing="search" message={t('matching.nothing')} /> : null}
        <WalkList
          label={t('matching.title')}
          groups={groups}
          idOf={({ row }) => row.id}
          openId={open}
          onOpen={({ row }) => onOpen(row.id)}
          onWalk={({ row }) => onOpen(row.id)}
          onLetter={(letter, { row }) => {
            if (letter === 'w') setProposed(row)
            if (letter === 'x' && mayEdit) void refuse(contact.id, row)
          }}
          row={(one) => <PropertyLine match={one} currency={search.currency} />}
          actions={({ row }) => (
            <>
              <Tooltip label={t('matching.propose.action')}>
                <ActionIcon size={28} aria-label={`${t('matching.propose.action')} : ${row.title}`} onClick={() => setProposed(row)}>
                  <IconBrandWhatsapp size={18} />
                </ActionIcon>
              </Tooltip>
              {mayEdit ? (
                <Tooltip label={t('matching.not_interested')}>
                  <ActionIcon size={28} aria-label={`${t('matching.not_interested')} : ${row.title}`} onClick={() => void refuse(contact.id, row)}>
                    <IconThumbDown size={16} />
                  </ActionIcon>
                </Tooltip>
              ) : null}
            </>
          )}
        />
        {aside.length === 0 ? null : (
          <details className={styles.aside}>
            <summary>{t('matching.refused', { count: aside.length, number: number(aside.length) })}</summary>
            <ul>
              {aside.map(({ row }) => (
                <li key={row.id}>
                  <span className={styles.asideTitle}>{row.title}</span>
                  {mayEdit ? (
                    <Button size="compact-xs" variant="subtle" color="gray" onClick={() => void refuse(contact.id, row, 'active')} aria-label={`${t('matching.take_back')} : ${row.title}`}>
                      {t('matching.take_back')}
                    </Button>
                  ) : null}
                </li>
              ))}
            </ul>
          </details>
        )}
      </div>
      {opened ? (
        <PropertyPanel
          id={opened.row.id}
          onClose={close}
          onPrevious={step(-1)}
          onNext={step(1)}
          first={
            <div className={styles.panelReasons}>
              <span className={styles.panelScore}>
                <ScoreMark score={opened.score} />
                <Button size="compact-sm" leftSection={<IconBrandWhatsapp size={16} />} onClick={() => setProposed(opened.row)}>
                  {t('matching.propose.action')}
                </Button>
              </span>
              <ReasonList reasons={opened.reasons} currency={search.currency} />
            </div>
          }
        />
      ) : null}
      {proposed ? <ProposeDialog contactId={contact.id} property={proposed} onClose={() => setProposed(null)} /> : null}
    </div>
  )
}

export function AlmostTitle() {
  const { t } = useWords()
  return (
    <>
      <h2>{t('matching.almost_title')}</h2>
      <span className={styles.hint}>{t('matching.almost_hint')}</span>
    </>
  )
}

function PropertyLine({ match: { row, score, reasons, between }, currency }: { match: PropertyMatch; currency: Whose['search']['currency'] }) {
  const { t } = useWords()
  const words = usePropertyWords()
  return (
    <>
      <ScoreMark score={score} />
      <Photo fileId={row.photoFileId} alt="" width={64} height={48} />
      <span className={styles.line}>
        <span className={styles.lineHead}>
          <span className={styles.lineTitle}>{row.title}</span>
          <span className={styles.linePrice}>{words.price(row)}</span>
        </span>
        <span className={styles.lineMeta}>
          {[words.place(row) ?? t('property.noPlace'), t(`property.kinds.${row.kind}`), row.reference].filter(Boolean).join(' · ')}
          {between?.proposedAt ? (
            <Tag tone="lagoon">
              {t('matching.proposed')}&nbsp;
              <Day at={between.proposedAt} />
            </Tag>
          ) : null}
        </span>
        <ReasonChips reasons={reasons} currency={currency} />
      </span>
    </>
  )
}
