import { useLocalStorage, useNetwork } from '@mantine/hooks'

/** Streets come from the internet, so only when it is there and somebody asked for them on this computer. */
export function useStreets(): { online: boolean; wanted: boolean; shown: boolean; want: (wanted: boolean) => void } {
  const { online } = useNetwork()
  const [wanted, want] = useLocalStorage({ key: 'digit-hab.streets', defaultValue: false, getInitialValueInEffect: false })
  return { online, wanted, shown: online && wanted, want }
}
