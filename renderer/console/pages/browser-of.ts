/** `Chrome · Windows` of what a browser says of itself; what is no browser (an application) as it is. Null where nothing was said. */
export function browserOf(userAgent: string | null): string | null {
  if (!userAgent) return null
  const known = [['Edg/', 'Edge'], ['OPR/', 'Opera'], ['Firefox/', 'Firefox'], ['Chrome/', 'Chrome'], ['Safari/', 'Safari']] as const
  const systems = [['Android', 'Android'], ['iPhone', 'iPhone'], ['iPad', 'iPad'], ['Windows', 'Windows'], ['Mac OS', 'macOS'], ['Linux', 'Linux']] as const
  const browser = known.find(([sign]) => userAgent.includes(sign))?.[1]
  if (browser === undefined) return userAgent.slice(0, 60)
  return [browser, systems.find(([sign]) => userAgent.includes(sign))?.[1]].filter(Boolean).join(' · ')
}
