import { describe, expect, it } from 'vitest'
import { writesOf } from './statements.ts'

describe('what SQL text writes', () => {
  it.each([
    ['insert into house (id) values (?)', ['house']],
    ['INSERT OR REPLACE INTO "house" values (1)', ['house']],
    ['replace into house values (1)', ['house']],
    ['update house set a = 1', ['house']],
    ['update or ignore `house` set a = 1', ['house']],
    ['delete from main.house where id = ?', ['house']],
    ['with gone as (delete from house returning *) insert into street select * from gone', ['house', 'street']],
    ['merge into house using street on true', ['house']],
    ['insert into house values (1) on conflict do update set a = 1', ['house']],
    ['select 1;\n  -- a remark\n update\n house\n set a = 1', ['house']],
    ['update ? set a = 1', ['?']],
  ])('%s', (sql, tables) => {
    expect(writesOf(sql)).toEqual({ tables, shape: false })
  })

  it.each(['create table a (b)', 'drop index a', 'alter table a add b', 'select 1; vacuum', 'PRAGMA user_version = 1', 'truncate a', '/* x */ attach ? as y'])(
    '%s changes the shape', (sql) => {
      expect(writesOf(sql).shape).toBe(true)
    },
  )

  it.each([
    'select * from house where updated_at > ? for update',
    'select * from house for no key update skip locked',
    `select 'insert into house' as words, replace(name, 'a', 'b') from house`,
    'select deleted_at, created_at from house order by update_count',
    'savepoint one', 'release savepoint one', 'begin immediate',
    'with near as (select * from house) select * from near',
  ])('%s only reads', (sql) => {
    expect(writesOf(sql)).toEqual({ tables: [], shape: false })
  })
})
