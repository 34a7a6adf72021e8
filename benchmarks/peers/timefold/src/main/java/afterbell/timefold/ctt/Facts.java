package afterbell.timefold.ctt;

/** Small facts that the constraints join with. */
final class Facts {
    private Facts() {}

    /** Two courses (perhaps one and the same) whose lectures may not be in one period. */
    record Conflict(Course left, Course right) {}

    record Membership(int curriculum, Course course) {}
}
