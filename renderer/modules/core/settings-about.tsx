import { placesCredit } from '../../../shared/values/place.ts'
import { BrandMark } from '../../frame/brand.tsx'
import { appVersion } from '../../feedback/error-words.ts'
import { useWords } from '../../language/words.tsx'
import styles from './settings.module.css'

export function AboutPart() {
  const { t } = useWords()
  return (
    <>
      <div className={styles.about}>
        <BrandMark size={40} />
        <div>
          <div className={styles.rowTitle}>
            {t('shell.name')} · {t('settings.about.version')} {appVersion()}
          </div>
          <div className={styles.rowText}>{t('settings.about.text')}</div>
        </div>
      </div>
      <h3 className={styles.credits}>{t('settings.about.credits')}</h3>
      <ul className={styles.creditList}>
        <li>{t('settings.about.map')}</li>
        <li title={placesCredit}>{t('settings.about.places')}</li>
        <li>{t('settings.about.font')}</li>
        <li>{t('settings.about.icons')}</li>
      </ul>
    </>
  )
}
