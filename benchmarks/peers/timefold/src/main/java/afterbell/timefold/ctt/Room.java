package afterbell.timefold.ctt;

public record Room(int index, String id, int capacity) {
    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return index;
    }
}
