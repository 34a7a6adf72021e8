/** Lists of whole numbers by index, flat: the entries of list `i` are `items[start[i]]` … `items[start[i + 1] - 1]`. */
export interface Lists {
  readonly start: Int32Array
  readonly items: Int32Array
}

export function flatten(lists: readonly (readonly number[])[]): Lists {
  const start = new Int32Array(lists.length + 1)
  for (let i = 0; i < lists.length; i++) start[i + 1] = start[i] + lists[i].length
  const items = new Int32Array(start[lists.length])
  lists.forEach((list, i) => {
    items.set(list, start[i])
  })
  return { start, items }
}
