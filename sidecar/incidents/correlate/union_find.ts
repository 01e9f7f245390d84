/** Disjoint sets with path halving and union by size (Tarjan). */
export class UnionFind {
  private readonly parent: Int32Array;
  private readonly size: Int32Array;

  constructor(count: number) {
    this.parent = Int32Array.from({ length: count }, (_, i) => i);
    this.size = new Int32Array(count).fill(1);
  }

  find(i: number): number {
    while (this.parent[i] !== i) {
      this.parent[i] = this.parent[this.parent[i]];
      i = this.parent[i];
    }
    return i;
  }

  union(a: number, b: number): void {
    let [root, other] = [this.find(a), this.find(b)];
    if (root === other) return;
    if (this.size[root] < this.size[other]) [root, other] = [other, root];
    this.parent[other] = root;
    this.size[root] += this.size[other];
  }
}
