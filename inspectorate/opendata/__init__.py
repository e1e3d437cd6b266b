"""What the public record consists of, for programs: tables, their files and changes."""
