/** What a search goes on from after its probes, and what another search goes on from that is deeper: how all threads follow the deepest probe of any. */
export class Lead {
  private begun = false
  private other: Int32Array | undefined
  /** how the probe was judged (the lower, the better) and the decisions at its end, while another one may still be followed */
  own: { readonly worth: number; readonly decisions: Int32Array } | undefined

  /** The probes are over: it goes on from the deepest. Said again, it changes nothing. */
  begin(worth: number, decisions: Int32Array): void {
    if (this.begun) return
    this.begun = true
    this.own = { worth, decisions }
  }

  /** It has cooled too far to follow another. */
  end(): void {
    this.own = undefined
    this.other = undefined
  }

  /** Another search's probe has ended deeper. */
  follow(worth: number, decisions: Int32Array): void {
    if (!this.own) return
    this.own = { worth, decisions }
    this.other = decisions
  }

  /** @returns the decisions to go on from, once, where another search has deeper ones */
  take(): Int32Array | undefined {
    const { other } = this
    this.other = undefined
    return other
  }
}
