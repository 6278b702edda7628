import { Button, Group } from '@mantine/core'
import { useState } from 'react'
import { Panel } from '../../../components/show/panel.tsx'
import { useCore } from '../../../data/use-core.ts'
import { ErrorNote } from '../../../feedback/error-note.tsx'
import { useWords } from '../../../language/words.tsx'
import { useMay, useSession } from '../../../session/session.tsx'
import styles from '../exchanges.module.css'
import { FoundForm } from './found-form.tsx'

type Step = 'offer' | 'look' | 'account'

/** The way out of being alone: what would travel and what it means, then under whose account. */
export function FoundOffer() {
  const { t } = useWords()
  const mayFound = useMay('sync.found')
  const [step, setStep] = useState<Step>('offer')
  const [isBack, setIsBack] = useState(false)
  return (
    <Panel title={step === 'account' ? t('exchange.found.account') : t('exchange.found.title')}>
      {step === 'offer' ? (
        <>
          <p className={styles.stand}>{t('exchange.found.intro')}</p>
          {mayFound ? (
            <Button mt="md" autoFocus={isBack} onClick={() => setStep('look')}>
              {t('exchange.found.begin')}
            </Button>
          ) : (
            <p className={styles.aside}>{t('exchange.found.ask_admin')}</p>
          )}
        </>
      ) : null}
      {step === 'look' ? (
        <FoundLook
          onBack={() => {
            setIsBack(true)
            setStep('offer')
          }}
          onNext={() => setStep('account')}
        />
      ) : null}
      {step === 'account' ? <FoundForm onBack={() => setStep('look')} /> : null}
    </Panel>
  )
}

const counted = ['properties', 'contacts', 'photos', 'documents', 'members', 'changes'] as const

function FoundLook({ onBack, onNext }: { onBack: () => void; onNext: () => void }) {
  const { t, language } = useWords()
  const { member } = useSession()
  const { data, error, refetch } = useCore(['sync', 'toFound'], {})
  if (error && !data) return <ErrorNote error={error} onRetry={() => void refetch()} />
  const number = new Intl.NumberFormat(language)
  const others = data?.members.filter(({ id }) => id !== member.id) ?? []
  const list = new Intl.ListFormat(language, { type: 'conjunction' })
  return (
    <>
      <h3 className={styles.heading}>{t('exchange.found.travels')}</h3>
      <dl className={styles.counts} aria-busy={!data}>
        {counted.map((name) => (
          <div key={name}>
            <dt>{t(`exchange.found.count.${name}`)}</dt>
            <dd>{data ? number.format(name === 'members' ? data.members.length : data[name]) : '…'}</dd>
          </div>
        ))}
      </dl>
      <h3 className={styles.heading}>{t('exchange.found.how')}</h3>
      <ul className={styles.points}>
        <li>{t('exchange.found.how_work')}</li>
        <li>{t('exchange.found.how_drop')}</li>
        <li>
          {t('exchange.found.how_password')}
          {others.length > 0 ? ` ${t('exchange.found.how_others', { names: list.format(others.map(({ name }) => name)) })}` : null}
        </li>
      </ul>
      <Group mt="md" gap="sm">
        <Button autoFocus onClick={onNext}>
          {t('exchange.found.next')}
        </Button>
        <Button variant="subtle" color="gray" onClick={onBack}>
          {t('common.action.back')}
        </Button>
      </Group>
    </>
  )
}
