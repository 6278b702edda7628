/**
 * Narrow lists of which the recorder also keeps how many rows stand where: counting 100,000 of them took 40 ms each time somebody opened
 * his day. Columns are SQL over one row of the list, never null, and all of them together the key of a line.
 */
export type Tally = { readonly table: string; readonly columns: Readonly<Record<string, string>> }

export const tallies: Readonly<Record<string, Tally>> = {
  property_list: {
    table: 'property_tally',
    columns: {
      status: `coalesce(status, '')`,
      transaction: `coalesce("transaction", '')`,
      has_photo: 'coalesce(has_photo, 0)',
      // The quartier where it is to let by the month at a known price; else nothing.
      rented_in: `case when "transaction" = 'rent' and price_period = 'month' and price_amount is not null then coalesce(quartier, '') else '' end`,
    },
  },
}
