/** Texts that somebody has broken a server with, by what they try. */
export const oddTexts = {
  control: ['a\u0000b', '\u0000', '\u0001\u0007\b\u001B[31m', 'a\u007F\u0085\u2028\u2029b', '\t\n\v\f\r', '\uFEFFa'],
  unicode: ['\u202Egpj.exe', '\u200B\u200D\u2060', 'مرحبا بكم', `Z${'\u0335\u031B\u0322'.repeat(60)}`, '👩‍👩‍👧‍👦', '\uFFFF\uFFFE', 'İSTANBUL ß ﬁ Ǆ', 'ﷺ'.repeat(200), '１２３'],
  sql: ["' OR '1'='1", "'; drop table account; --", '") union select * from account --', "1; select pg_sleep(20)--", '$1', '?1', "x' and 1=cast(version() as int)--", '\\\'; --', '0x27'],
  search: ['"*:^ NEAR', '"', '"""', 'a NEAR/2 b', '- * ( )', '!a & | <-> (', 'AND OR NOT', 'title:villa', "'':*", '\\', '{villa}', 'a* *b', '^villa', 'é'.repeat(150)],
  like: ['%', '_', '%%%%%%%%', '\\%', '[a-z]%', '\\'],
  template: ['{{7*7}}', '${7*7}', '<%= 7*7 %>', "{{constructor.constructor('return process')()}}", '$t(error.internal)', '<script>alert(1)</script>', '%s%n%x', '${jndi:ldap://127.0.0.1/a}', '__proto__', 'constructor', 'toString'],
  injection: ['x\r\nX-Injected: yes', 'x\nSet-Cookie: a=b', '%0d%0aX-Injected:%20yes', 'a@example.sn\r\nBcc: b@example.sn'],
  traversal: ['../../etc/passwd', '..\\..\\windows\\win.ini', '/etc/passwd', 'C:\\boot.ini', '%2e%2e%2f%2e%2e%2fetc%2fpasswd', '....//....//etc/passwd', 'a\u0000.jpg', '.', '..', '\\\\server\\share', 'file:///etc/passwd'],
  long: ['a'.repeat(300), 'é'.repeat(20_000), '1'.repeat(5000), `@${'a.'.repeat(20_000)}`, ' '.repeat(50_000), `${'('.repeat(20_000)}x`],
  numeral: ['1e309', '-0', '9007199254740993', 'NaN', 'Infinity', '-Infinity', '0x1f', '1_000', ' 1 ', '+1', '1e3', '', '99999999999999999999999', '-1', '1.5', '0.1e-400', '1e999999999'],
  moment: ['2026-02-30', '0000-00-00', '275760-09-14', '+010000-01-01T00:00:00Z', '9999-12-31T23:59:59.999+14:00', '0000-01-01T00:00:00Z', '-000001-01-01', '2026-11-28T25:61:61Z'],
  address: ['a@b.c', '"a b"@x.sn', `${'a'.repeat(246)}@x.sn`, 'a@b.c\u0000', 'A@EXAMPLE.SN', '@', 'a@@b.c', 'javascript:alert(1)', 'http://127.0.0.1:1/', 'http://[::1', '+2217700000000000000000'],
} as const satisfies Record<string, readonly string[]>
export type OddText = keyof typeof oddTexts

/** Values as they stand in JSON, where JavaScript itself could not write some of them. */
export const oddValues = {
  type: ['true', 'false', '0', '-1', '1.5', '"x"', '""', '[]', '{}', '[[]]', '[null]', '[1,"a",{}]', '{"a":{"b":[]}}', '{"$gt":""}', '{"toString":1,"valueOf":1}', '{"length":1e9}', '{"then":1}'],
  number: ['1e309', '-1e309', '-0', '9007199254740993', '-9007199254740993', '1e308', '1e15', '1e21', '5e-324', '0.1e-400', '2147483648', '9223372036854775808', '1e400', '99999999999999999999999999999999'],
  surrogate: ['"\\ud800"', '"\\udc00x"', '"x\\ud83d"', '"\\udead\\ud800"', '{"\\ud800":1}'],
  deep: [`${'['.repeat(10_000)}${']'.repeat(10_000)}`, `${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`],
  array: [`[${'0,'.repeat(50_000)}0]`, `[${'"a",'.repeat(20_000)}"a"]`, `[${'{},'.repeat(20_000)}{}]`],
} as const satisfies Record<string, readonly string[]>
export type OddValue = keyof typeof oddValues
