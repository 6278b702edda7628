import { emailSchema } from '../../../shared/modules/auth/model.ts'
import type { Agency } from '../../../shared/modules/auth/model.ts'
import { countryName } from '../../../shared/values/country.ts'
import { InlinePhone, InlineText } from '../../components/fields/inline-kinds.tsx'
import { Photo } from '../../components/show/photo.tsx'
import { seenUnits, useCommand } from '../../data/use-command.ts'
import { useCore } from '../../data/use-core.ts'
import { ErrorNote } from '../../feedback/error-note.tsx'
import { useWords } from '../../language/words.tsx'
import { useMay } from '../../session/session.tsx'
import styles from './settings.module.css'

const textFields = [
  'name',
  'legalName',
  'ninea',
  'rccm',
  'licenseNumber',
  'vatNumber',
  'email',
  'website',
  'address',
  'city',
  'referencePrefix',
] as const
type TextField = (typeof textFields)[number]

/** What the agency says of itself, edited where it stands. */
export function AgencyPart() {
  const { t } = useWords()
  const mayEdit = useMay('agency.update')
  const { data: agency, error, refetch } = useCore(['agency', 'get'], {})
  if (error && !agency) return <ErrorNote error={error} onRetry={() => void refetch()} />
  if (!agency) return null
  return (
    <>
      <p className={styles.note}>{t(mayEdit ? 'settings.agency.text' : 'settings.agency.read_only')}</p>
      <div className={styles.facts}>
        {textFields.slice(0, 6).map((field) => (
          <AgencyText key={field} agency={agency} field={field} readOnly={!mayEdit} />
        ))}
        <AgencyPhone agency={agency} readOnly={!mayEdit} />
        {textFields.slice(6).map((field) => (
          <AgencyText key={field} agency={agency} field={field} readOnly={!mayEdit} />
        ))}
        <Country agency={agency} />
        {agency.logoFileId ? (
          <div className={styles.logo}>
            <Photo fileId={agency.logoFileId} alt={t('agency.logo')} width={120} height={60} fit="contain" />
          </div>
        ) : null}
      </div>
    </>
  )
}

function useSaveAgency(agency: Agency) {
  const { run } = useCommand()
  return (field: TextField | 'phone', value: string | null) =>
    run('agency.update', { id: agency.id, patch: { [field]: value } }, { base: seenUnits(agency, [field]) })
}

function AgencyText({ agency, field, readOnly }: { agency: Agency; field: TextField; readOnly: boolean }) {
  const { t } = useWords()
  const save = useSaveAgency(agency)
  const check = (value: string | null): string | null => {
    if (field === 'name' && value === null) return t('settings.agency.name_check')
    if (field === 'referencePrefix' && !/^[A-Z0-9]{2,6}$/.test(value ?? '')) return t('settings.agency.prefix_check')
    if (field === 'email' && value !== null && !emailSchema.safeParse(value).success) return t('settings.agency.email_check')
    return null
  }
  return (
    <InlineText
      label={t(`agency.${field}`)}
      value={agency[field]}
      readOnly={readOnly}
      check={check}
      save={(value) => save(field, value)}
    />
  )
}

function AgencyPhone({ agency, readOnly }: { agency: Agency; readOnly: boolean }) {
  const { t } = useWords()
  const save = useSaveAgency(agency)
  return (
    <InlinePhone
      label={t('agency.phone')}
      value={agency.phone}
      readOnly={readOnly}
      country={agency.country}
      save={(value) => save('phone', value)}
    />
  )
}

/** Given when the agency was founded: amounts and numbers already written depend on them. */
function Country({ agency }: { agency: Agency }) {
  const { t, language } = useWords()
  return (
    <>
      <div className={styles.fact}>
        <span>{t('agency.country')}</span>
        <span>{countryName(agency.country, language)}</span>
      </div>
      <div className={styles.fact}>
        <span>{t('agency.currency')}</span>
        <span>{agency.currency}</span>
      </div>
      <div className={styles.fact}>
        <span>{t('agency.zone')}</span>
        <span>{agency.zone}</span>
      </div>
    </>
  )
}
